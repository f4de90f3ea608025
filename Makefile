# One command per wish. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help demo call test prove bench gallery realtime fmt build deploy doctor cost tenant needs java widget e2e
.SILENT:

PORT ?= 4400
export JAVA_HOME := $(shell scripts/jdk)
# Maven 3's own libraries make a JDK 25 warn at each start.
export MAVEN_OPTS := --sun-misc-unsafe-memory-access=allow $(MAVEN_OPTS)
JAVA = $(JAVA_HOME)/bin/java --enable-native-access=ALL-UNNAMED
LOCAL_CLASSES = local/target/classes:$$(cat local/target/classpath.txt)
# As the lock file has it, and without running what packages bring along.
NPM_INSTALL = npm ci --ignore-scripts --no-audit --no-fund --loglevel error

JAVA_SOURCES := $(shell find pom.xml .mvn shared functions local \( -name target -o -path local/src/test \) -prune -o -type f -print 2>/dev/null)
WIDGET_SOURCES := $(shell find static-widget \( -name node_modules -o -name dist -o -name test \) -prune -o -type f -print 2>/dev/null)

help: ## this list
	echo 'Parley: voice and video calls for a support chat. You need a JDK 25, Maven, Node 20 or later.'
	echo
	sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{ printf "  make %-10s %s\n", $$1, $$2 }'

demo: needs java widget ## the whole product on this machine until Ctrl-C; PORT=4400 (0: any free ones) DATA=folder keeps the data
	exec $(JAVA) -cp "$(LOCAL_CLASSES)" parley.local.Demo --port $(PORT) \
	  $(if $(DATA),--data "$(DATA)") $(if $(STATE),--state "$(STATE)") $(if $(SCALE),--scale $(SCALE)) \
	  $(if $(RELAY),--relay "$(RELAY)" --relay-secret "$(RELAY_SECRET)")

call: needs java widget e2e ## two real browsers call each other and prove that they hear; TENANT=acme RUNS=1 FIREWALL=none|udp|tcp|tls|dark
	scripts/preflight chromium
	$(if $(FIREWALL),scripts/preflight networks)
	TENANT="$(TENANT)" RUNS="$(RUNS)" FIREWALL="$(FIREWALL)" STACK="$(STACK)" npm --prefix e2e run --silent call

test: ## everything that CI runs
	scripts/preflight java maven node disk linux chromium
	scripts/other-browsers
	scripts/relay-tools
	scripts/java-tests
	touch target/.java
	$(MAKE) widget e2e
	npm --prefix static-widget run --silent check
	npm --prefix static-widget run --silent test
	touch static-widget/dist/.built
	npm --prefix e2e run --silent check
	npm --prefix e2e run --silent test

prove: needs java widget e2e ## the long proofs, written to target/prove; ONLY=name[,name] picks some
	mvn -q -B test-compile dependency:build-classpath -pl local -am -Dmdep.outputFile=target/test-classpath.txt -Dmdep.includeScope=test
	ONLY="$(ONLY)" scripts/prove $(JAVA_HOME)/bin/java "local/target/test-classes:local/target/classes:$$(cat local/target/test-classpath.txt)"
	ONLY="$(ONLY)" STACK="$(STACK)" npm --prefix e2e run --silent prove

bench: needs java widget e2e ## ours beside the peers in one run, written to target/bench; ONLY=name[,name] picks some
	mvn -q -B test-compile dependency:build-classpath -pl local -am -Dmdep.outputFile=target/test-classpath.txt -Dmdep.includeScope=test
	ONLY="$(ONLY)" scripts/bench $(JAVA_HOME)/bin/java "local/target/test-classes:local/target/classes:$$(cat local/target/test-classpath.txt)"
	ONLY="$(ONLY)" STACK="$(STACK)" npm --prefix e2e run --silent bench

gallery: needs java widget e2e ## every screen and state as pictures, under target/gallery
	scripts/preflight chromium
	STACK="$(STACK)" npm --prefix e2e run --silent gallery

realtime: needs java ## Postgres and the local Realtime alone, for clients from outside; PORT=54321 PGPORT=54322 (0: any free ones) JWT_SECRET=
	# Postgres' own tools would take the variable for theirs.
	exec env -u PGPORT $(JAVA) -cp "$(LOCAL_CLASSES)" parley.local.realtime.RealtimeMain \
	  $(if $(filter command% environment%,$(origin PORT)),PORT=$(PORT)) $(if $(PGPORT),PGPORT=$(PGPORT))

fmt: needs e2e static-widget/node_modules/.ready ## format Java and TypeScript
	mvn -q -B spotless:apply
	npm --prefix static-widget run --silent fmt
	npm --prefix e2e run --silent fmt

build: needs java widget ## one zip per function and the widget's static folder: what is deployed
	node e2e/operator/zips.mjs
	echo static-widget/dist

deploy: build e2e ## to AWS: shows what will change, asks, deploys, publishes the widget; DRY=1 shows every command and runs none, CONFIG=deploy.json
	DRY="$(DRY)" YES="$(YES)" CONFIG="$(CONFIG)" node e2e/operator/deploy.mjs

doctor: e2e ## looks at a deployment, changes nothing, names each wrong setting with its fix; SITE=https://… or STATE=file of a local stack
	DATABASE_URL="$(DATABASE_URL)" SITE="$(SITE)" STATE="$(STATE)" CONFIG="$(CONFIG)" node e2e/operator/doctor.mjs

cost: e2e ## what a thousand calls cost, of the ledger (DATABASE_URL= or STATE=) or of docs/figures/mix.json
	DATABASE_URL="$(DATABASE_URL)" STATE="$(STATE)" node e2e/operator/cost.mjs

tenant: e2e ## what a tenant may have: TENANT=key PLAN=name sets it (CHANGES='{…}' BY=name), without PLAN it is shown; DATABASE_URL= or STATE=
	TENANT="$(TENANT)" PLAN="$(PLAN)" CHANGES='$(CHANGES)' BY="$(BY)" DATABASE_URL="$(DATABASE_URL)" STATE="$(STATE)" node e2e/operator/tenant.mjs

# What the wishes above are made of.

needs:
	scripts/preflight java maven node disk linux

java: target/.java

target/.java: $(JAVA_SOURCES)
	echo 'building Java …'
	mkdir -p target
	mvn -q -B package -DskipTests
	touch $@

widget: static-widget/dist/.built

static-widget/dist/.built: static-widget/node_modules/.ready $(WIDGET_SOURCES)
	echo 'building the widget …'
	npm --prefix static-widget run --silent build
	touch $@

static-widget/node_modules/.ready: static-widget/package-lock.json
	echo 'fetching what the widget is built with …'
	cd static-widget && $(NPM_INSTALL) >/dev/null
	touch $@

e2e: e2e/node_modules/.ready

e2e/node_modules/.ready: e2e/package-lock.json
	echo 'fetching what the browser tests need …'
	cd e2e && $(NPM_INSTALL) >/dev/null
	touch $@
