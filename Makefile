# The commands of this project. `make help` lists them.
# The environment .venv is made from the lock files, again whenever they change. V=1 shows each command.

VENV    := .venv
PY      := $(VENV)/bin/python
FLASK   := $(PY) -m flask --app wsgi
RUNTIME := $(VENV)/.runtime-installed
TOOLS   := $(VENV)/.tools-installed
PEERS   := $(VENV)/.peers-installed
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --requirement

# The same for all lock files; the lock says how to make it again, not on which machine it was done.
COMPILE := CUSTOM_COMPILE_COMMAND='make lock' $(PY) -m piptools compile --quiet --generate-hashes --allow-unsafe \
           --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

# Other distributions of Whoosh, which must do as well (docs/dependencies.md), and the tests that meet it.
WHOOSHES     := whoosh whoosh3
WHOOSH_TESTS := $(wildcard tests/contracts/test_search_*.py) tests/search/test_whoosh_index.py

# What stands in for an object store, and the tests that meet it.
STORES       := s3fs~=2026.9.0 moto[s3]~=5.2 flask-cors
STORE_TESTS  := tests/contracts/test_image_store.py tests/stores/s3.py

# Neighbours mostly stay together, for they may share what takes long to make; who has nothing left takes from others.
ALL_TESTS    := --numprocesses auto --maxprocesses 4 --dist worksteal

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: run test lint types pytest browser bench whooshes stores fix lock hooks clean help
$(V).SILENT:

run: $(RUNTIME)  ## 事例カタログを動かします（足りないものは自動で準備します。止めるときは Ctrl+C）
	$(FLASK) prepare
	$(FLASK) serve

test: lint types pytest  ## すべての検査とテストを行います（画面のテストを含みます）

lint: $(TOOLS)  ## コードの書き方と、部屋どうしの依存の向きを検査します
	$(PY) -m ruff check --quiet
	$(PY) -m ruff format --quiet --check
	$(VENV)/bin/lint-imports --no-logo

types: $(TOOLS)  ## 型を検査します（mypy --strict）
	$(PY) -m mypy

pytest: $(TOOLS) browser  ## テストだけを行います（例: make pytest ARGS=tests/search）
	$(PY) -m pytest $(or $(ARGS),$(ALL_TESTS))

browser: $(TOOLS)  ## 画面のテストに使うブラウザーとフォントを用意します
	.ci/browser $(PY)

bench: $(PEERS)  ## 検索の質と速さを、ほかの検索エンジンと並べて測ります（JSQUAD=ファイル SIZES="59 20000" PARTS="quality speed start threads pages files pictures"）
	$(PY) -m tests.bench

# Each lies in a folder that Python looks into before it looks into the environment.
whooshes: $(WHOOSHES:%=$(VENV)/whooshes/%/.installed)  ## 検索の索引のテストを、Whoosh のほかの配布版（whoosh・whoosh3）でも行います
	for name in $(WHOOSHES); do \
	    export PYTHONPATH=$(CURDIR)/$(VENV)/whooshes/$$name; \
	    $(PY) -c 'import whoosh; print("Whoosh", whoosh.versionstring(), whoosh.__path__[0])' && \
	    $(PY) -m pytest $(WHOOSH_TESTS) $(ARGS) || exit 1; \
	done

stores: $(VENV)/stores/.installed  ## 画像の保管場所のテストを、S3 に見立てたサーバー（moto）でも行います
	PYTHONPATH=$(CURDIR)/$(VENV)/stores $(PY) -m tests.stores $(STORE_TESTS) $(ARGS)

fix: $(TOOLS)  ## コードの書き方を自動で整えます
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

lock: $(TOOLS)  ## ライブラリの版を固定し直します（UPGRADE=1 を付けると新しい版に上げます）
	$(COMPILE) $(if $(UPGRADE),--upgrade) --output-file requirements.txt pyproject.toml
	$(COMPILE) $(if $(UPGRADE),--upgrade) --extra test --constraint requirements.txt \
	    --output-file tests/requirements.txt pyproject.toml
	$(COMPILE) $(if $(UPGRADE),--upgrade) --extra bench --constraint tests/requirements.txt \
	    --output-file tests/requirements-bench.txt pyproject.toml
	for name in $(WHOOSHES); do \
	    echo $$name | $(COMPILE) $(if $(UPGRADE),--upgrade) --output-file tests/whooshes/$$name.txt - || exit 1; \
	done
	printf '%s\n' $(foreach name,$(STORES),'$(name)') | $(COMPILE) $(if $(UPGRADE),--upgrade) \
	    --constraint tests/requirements.txt --output-file tests/stores/s3.txt -

hooks: $(TOOLS)  ## コミットの前に検査が走るようにします（pre-commit）
	$(PY) -m pre_commit install

clean:  ## 仮想環境と一時ファイルを消します（登録したデータは残ります）
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find catalogue tests -type d -name __pycache__ -prune -exec rm -rf {} +

help:  ## この一覧を表示します
	awk -F ':.*  ## ' '/^[a-z]+:.*  ## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# An environment whose Python is gone (an upgrade of the system) counts as none.
$(shell [ -x $(PY) ] || rm -f $(RUNTIME) $(TOOLS) $(PEERS))

# Stamps: each says "this lock file has been installed", and is written only after it was.
$(PY):
	.ci/venv $(VENV)

$(RUNTIME): requirements.txt | $(PY)
	echo "ライブラリを入れています（初回は数分かかることがあります）。"
	$(INSTALL) requirements.txt
	touch $@

$(TOOLS): tests/requirements.txt | $(RUNTIME)
	echo "検査とテストの道具を入れています。"
	$(INSTALL) tests/requirements.txt
	touch $@

$(PEERS): tests/requirements-bench.txt | $(TOOLS)
	echo "速さを比べる検索エンジンを入れています。"
	$(INSTALL) tests/requirements-bench.txt
	touch $@

# pip compiles them on installing: a distribution whose files are warned of as they are compiled (2.7.4: escapes in strings)
# fails no test by it; what warns as it runs still does.
$(VENV)/whooshes/%/.installed: tests/whooshes/%.txt | $(TOOLS)
	rm -rf $(@D)
	$(INSTALL) $< --target $(@D)
	touch $@

# Beside the environment, like these: what runs in it is not changed by what only stands in.
$(VENV)/stores/.installed: tests/stores/s3.txt | $(TOOLS)
	rm -rf $(@D)
	$(INSTALL) $< --target $(@D)
	touch $@
