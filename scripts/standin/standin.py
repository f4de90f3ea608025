"""An AWS that runs here: moto's services and its CloudFormation, with the SAM transform before it and the kinds that it lacks.

Prints one line `{"url": ..., "own": [...], "only_judged": [...]}` and serves on loopback until its standard input ends. Exit code 3: moto, the SAM
transform or the AWS CLI is not installed.
"""

import importlib.util
import json
import logging
import os
import sys
import warnings
from urllib.parse import urlsplit

for needed in ("moto", "flask", "samtranslator", "awscli"):
    if importlib.util.find_spec(needed) is None:
        print(f"missing: {needed} (pip install 'moto[server]' aws-sam-translator awscli)", file=sys.stderr)
        sys.exit(3)

REGION = "eu-central-1"
os.environ.update(AWS_ACCESS_KEY_ID="local", AWS_SECRET_ACCESS_KEY="local", AWS_DEFAULT_REGION=REGION)
logging.getLogger("werkzeug").setLevel(logging.ERROR)

import kinds  # noqa: E402
from moto.cloudformation import models, parsing, responses  # noqa: E402
from moto.cloudformation.exceptions import ValidationError  # noqa: E402
from moto.moto_server.threaded_moto_server import ThreadedMotoServer  # noqa: E402
from samtranslator.public.exceptions import InvalidDocumentException  # noqa: E402
from samtranslator.translator.transform import transform  # noqa: E402
from samtranslator.yaml_helper import yaml_parse  # noqa: E402

warnings.simplefilter("error", UserWarning)  # a kind that nobody makes is an error, not a warning


class NoManagedPolicies:
    def load(self):
        return {}


def transformed(text, parameters):
    document = yaml_parse(text)
    if "Transform" not in document:
        return text
    try:
        return json.dumps(transform(document, parameters, NoManagedPolicies()))
    except InvalidDocumentException as refused:
        raise ValidationError(message=refused.message) from refused


def with_transform(backend=models.CloudFormationBackend):
    created = backend.create_change_set

    def create_change_set(self, *, template, parameters, **rest):
        return created(self, template=transformed(template, parameters), parameters=parameters, **rest)

    executed = backend.execute_change_set

    def execute_change_set(self, change_set_name, stack_name=None):
        executed(self, change_set_name, stack_name)
        stack = next(it for it in self.stacks.values() if it.stack_id == self.change_sets[change_set_name].stack_id)
        stack._parse_template()  # moto leaves a new stack without its outputs
        stack.output_map = stack._create_output_map()
        stack.parameters = dict(stack.resource_map.resolved_parameters)

    backend.create_change_set, backend.execute_change_set = create_change_set, execute_change_set


def update(self, template, parameters=None):
    """In CloudFormation's order, not in moto's: a version is made of the function as it is by then, and what goes, goes last."""
    changes = self.build_resource_diff(template, parameters)
    before = self._resource_json_map
    self._template = template
    if parameters:
        self.input_parameters = parameters
    self.load_mapping()
    self.load_parameters()
    self.load_conditions()
    self._resource_json_map = template["Resources"]

    def modify(names):
        for name in names:
            of = {"account_id": self._account_id, "region_name": self._region_name}
            self._parsed_resources[name] = parsing.parse_and_update_resource(name, self._resource_json_map[name], self, **of)

    functions = [name for name in changes["Modify"] if template["Resources"][name]["Type"] == "AWS::Lambda::Function"]
    modify(functions)
    for name in changes["Add"]:
        self[name]  # makes it
    modify([name for name in changes["Modify"] if name not in functions])
    for name in changes["Remove"]:
        if name in self._parsed_resources:
            self._delete_resource(self._parsed_resources[name], before[name])


def stored(url, **_):
    """The template behind a path-style address of this server; moto knows AWS's own addresses alone."""
    bucket, key = urlsplit(url).path.lstrip("/").split("/", 1)
    return kinds.client("s3", "us-east-1").get_object(Bucket=bucket, Key=key)["Body"].read().decode()


def main():
    with_transform()
    parsing.ResourceMap.update = update
    responses.get_stack_from_s3_url = stored
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    kinds.ENDPOINT["url"] = "http://%s:%d" % server.get_host_and_port()
    said = {"url": kinds.ENDPOINT["url"], "own": sorted(kinds.KINDS), "only_judged": kinds.ONLY_JUDGED}
    print(json.dumps(said), flush=True)
    sys.stdin.read()
    server.stop()


main()
