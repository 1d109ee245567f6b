"""The command line: `caredesk` opens the window; its subcommands do the same work without one."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, NoReturn

from desktop import __version__
from desktop.commands.failing import CommandFault, UsageFault
from desktop.fault_log import kept_in
from desktop.settings import data_folder

_GROUPS = {"positional arguments": "参数", "options": "选项"}


class _Help(argparse.RawDescriptionHelpFormatter):
    """The help with a Chinese usage line."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Begin with 用法."""
        super().add_usage(usage, actions, groups, prefix or "用法：")


class _Parser(argparse.ArgumentParser):
    """Speaks Chinese; says what is wrong in one line and exits with 2."""

    def __init__(self, **known: Any) -> None:
        super().__init__(formatter_class=_Help, add_help=False, **known)
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def add_argument_group(self, *words: Any, **known: Any) -> Any:
        """A group under its Chinese heading."""
        return super().add_argument_group(*(_GROUPS.get(word, word) for word in words), **known)

    def error(self, message: str) -> NoReturn:
        for english, chinese in _ARGPARSE:
            message = message.replace(english, chinese)
        raise UsageFault(f"用法不对：{message}（{self.prog} --help 看说明）")


_ARGPARSE = (
    ("the following arguments are required:", "缺少参数"), ("unrecognized arguments:", "不认识的参数"),
    ("expected one argument", "后面要写一个值"), ("expected at least one argument", "后面至少要写一个值"),
    ("invalid choice:", "没有这个选项"), ("choose from", "可选"), ("argument ", "参数 "),
    ("invalid int value:", "应为整数，不是"),
)  # fmt: skip


COMMANDS: dict[str, tuple[str, str]] = {
    "due": ("due", "某个时限从某刻起算，何时到期，为什么"),
    "rules": ("rules", "列出手册规则，或说明一条"),
    "messages": ("messages", "写出待发短信的批次，读入回执"),
    "sms": ("sms", "短信网关：设置、模板报备、发送、查回执"),
    "story": ("story", "播放故事，检查本台的行为"),
    "import": ("import_", "导入保险公司的申请清单"),
    "hospitals": ("hospitals", "导入本台自己的医院名录"),
    "escorts": ("escorts", "生成某一天的陪诊日程单与日历文件"),
    "nodule": ("nodule", "按分类系统核对结节：类别、边界、尚缺的字段"),
    "report": ("report", "出具会诊意见书、阅片解读、诊后指导、寄件单"),
    "export": ("export", "导出月度服务工作簿、队列、陪诊工作量、豁免与审计清单"),
    "house": ("house", "登记印章图、专家签名图与寄件地址"),
    "courier": ("courier", "查快递：寄来的材料、寄出的报告与原件"),
    "mail": ("mail", "把签发的文书加密后用邮件发给客户"),
    "check-report": ("check_report", "核验一份报告是否完整、是否被改动"),
    "passphrase": ("passphrase", "更换本机数据库的口令"),
    "calendar": ("calendar", "节假日与工作日：看一年、预览并启用放假通知"),
    "seed": ("seed", "生成任意规模的虚构本台"),
    "screens": ("screens", "把每个界面画成图片"),
    "calls": ("calls", "未接电话隔多久再拨、几次算失联：查看或修改"),
    "verify": ("verify", "重算所有派生数据，报告差异"),
    "carrier": ("carrier", "与保险公司的系统对接：设置、收申请、报状态、看被退回的"),
    "carrier-sim": ("carrier_sim", "参考的保险公司服务器，供测试与演示"),
    "doctor": ("doctor", "检查本机环境并给出修法"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; every failure is one clear line on stderr: 2 for wrong use, 3 for the environment."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    with kept_in(data_folder()):
        return _answer(words)


def _answer(words: list[str]) -> int:
    try:
        return _dispatch(words)
    except CommandFault as fault:
        return _tell(str(fault), fault.exit_code)
    except KeyboardInterrupt:
        return _tell("已中断，没有保存的内容不受影响", 130)
    except BrokenPipeError:
        return 0
    except Exception as fault:
        return _known_fault(fault)


def _dispatch(words: list[str]) -> int:
    if words[:1] == ["--read-list"]:
        from desktop.exchange.reading_child import main as read_list

        return read_list(words[1:])
    if words[:1] == ["--decode"]:
        from desktop.exchange.decoding_child import main as decode

        return decode(words[1:])
    if words and words[0] in COMMANDS:
        command = _command(words[0])
        parser = _Parser(prog=f"caredesk {words[0]}", description=COMMANDS[words[0]][1])
        command.add_arguments(parser)
        run: Callable[[argparse.Namespace], int] = command.run
        return run(parser.parse_args(words[1:]))
    return _window(words)


def _command(name: str) -> ModuleType:
    return importlib.import_module(f"desktop.commands.{COMMANDS[name][0]}")


def _window(words: list[str]) -> int:
    listing = "\n".join(f"  {name:<13} {text}" for name, (_, text) in COMMANDS.items())
    parser = _Parser(
        prog="caredesk", description="健管台 CareDesk：不带命令即打开窗口", epilog=f"命令：\n{listing}",
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"caredesk {__version__}", help="显示版本")
    parser.add_argument("--demo", action="store_true", help="打开演示台（虚构数据，关闭即删）；无显示器则写 demo-out/")
    parser.add_argument("--db", default="", help="数据库：文件路径或 postgresql+psycopg://…；默认本机文件")
    parser.add_argument("--theme", choices=("light", "dark"), default="", help="明或暗")
    args = parser.parse_args(words)
    from desktop.commands import window

    return window.run(args)


def _known_fault(fault: Exception) -> int:
    from desktop.commands.faults import sentence_of

    sentence, code = sentence_of(fault)
    return _tell(sentence, code)


def _tell(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
