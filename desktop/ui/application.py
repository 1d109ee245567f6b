"""The Qt application as every entry needs it: style, faces, Chinese standard texts, name and icon."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, QtMsgType, QTranslator, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop.ui import fonts, icons, text, theme

_LOG = logging.getLogger(__name__)


def make_application(arguments: Sequence[str] = (), theme_name: str = "light") -> QApplication:
    """The one application of the process, made or found, dressed in a theme.

    Raises LookupError when the machine has no face for Chinese: boxes instead of words are of no use.
    """
    qInstallMessageHandler(_log_quietly)
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([*(arguments or ("caredesk",))])
    app.setApplicationName("caredesk")
    app.setApplicationDisplayName("健管台 CareDesk")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    _translate(app)
    fonts.load_fonts()
    text.forget()
    if fonts.missing("健管台"):
        raise LookupError("这台电脑没有中文字体，程序自带的字体也没有装上；请检查 resources/fonts")
    theme.SWITCH.turn(theme_name)
    fonts.set_application_font(app)
    app.setWindowIcon(icons.application_icon())
    return app


def _log_quietly(kind: QtMsgType, _context: object, words: str) -> None:
    """Qt's own remarks are for the log, not for the person at the desk."""
    _LOG.log(logging.ERROR if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg) else logging.DEBUG, words)


def _translate(app: QApplication) -> None:
    """Qt's own words (是、取消) in Chinese."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
