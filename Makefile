# CareDesk 健管台。每个目标都会先把运行环境准备好；第一次约需一分钟，之后立即开始。
BIN := .venv/bin
WINDOW := $(if $(DISPLAY)$(WAYLAND_DISPLAY),--window)
OFFSCREEN := QT_QPA_PLATFORM=offscreen
WORKERS ?= 2
LOCK := $(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate $(UPGRADE)

# 许多测试另起进程；没有字节码缓存，每个进程都要把所有的库再编译一遍。
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run setup lint test test-full screens pictures bench build lock fonts icons calendars samples illnesses resources clean

help:
	@echo 'make run        打开演示工作台（没有显示器时，把同样的工作做成文件放进 demo-out/）'
	@echo 'make test       检查与全部测试（十分钟以内）'
	@echo 'make test-full  另加长时间的可靠性测试'
	@echo 'make screens    把每个界面画成图片，放进 screens-out/'
	@echo 'make pictures   重画说明书里的图片（docs/pictures）'
	@echo 'make bench      量性能'
	@echo 'make build      打包成可分发的程序'
	@echo 'make lock       重新锁定依赖（UPGRADE=--upgrade 时升级）'
	@echo 'make resources  重新生成字体、图标、日历与病种表（只在整理资源时需要，要有 npm）'
	@echo 'make clean      删除运行环境与生成的文件'

run:
	@bash scripts/set_up.sh $(WINDOW)
	@$(BIN)/caredesk --demo

setup:
	@bash scripts/set_up.sh

lint: setup
	$(BIN)/ruff check .
	$(BIN)/mypy

test: lint
	$(OFFSCREEN) $(BIN)/pytest -n $(WORKERS) $(ARGS)

test-full: lint
	$(OFFSCREEN) HYPOTHESIS_PROFILE=full $(BIN)/pytest -n $(WORKERS) -m "slow or not slow" $(ARGS)

screens: setup
	@$(OFFSCREEN) $(BIN)/caredesk screens --out screens-out

pictures: setup
	@$(OFFSCREEN) $(BIN)/caredesk screens --out docs/pictures --theme light --only today,today-why,case,new-case,calendar-day,reminders
	@$(OFFSCREEN) $(BIN)/caredesk screens --out docs/pictures --theme dark --only today

bench: setup
	@if [ -d benchmarks ]; then \
		for file in benchmarks/[a-z]*.py; do $(OFFSCREEN) $(BIN)/python "$$file" || exit 1; done; \
	else echo '性能测量在后续步骤加入（benchmarks/）。'; fi

build: setup
	@if [ -f build.spec ]; then $(BIN)/python -m PyInstaller --noconfirm build.spec; \
	else echo '打包在后续步骤加入（build.spec）。'; fi

lock: setup
	@$(LOCK) --extra dev pyproject.toml -o requirements.lock
	@echo uv | $(LOCK) - -o requirements-uv.txt
	@echo '已写入 requirements.lock 与 requirements-uv.txt。'

fonts: setup
	@$(BIN)/uv run -q --no-project --isolated --with 'fonttools==4.68.0' scripts/subset_fonts.py

icons: setup
	@$(BIN)/python scripts/copy_icons.py

calendars: setup
	@$(BIN)/python scripts/make_calendars.py

samples: setup
	@$(BIN)/python scripts/make_samples.py
	@$(BIN)/python scripts/make_sample_pictures.py
	@$(BIN)/python scripts/make_colour_profile.py

illnesses: setup
	@$(BIN)/python scripts/make_illness_list.py

resources: fonts icons calendars samples illnesses

clean:
	rm -rf .venv build dist demo-out screens-out bench-out .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
