"""What AWS's own tools say of SAM templates: one JSON object on stdout, by file.

Each value holds `lint` (cfn-lint's findings on the file), `translated` (the CloudFormation that the SAM transform makes of it, or null),
`problem` (why it could not) and `translatedLint`. Exit code 3: cfn-lint or samtranslator is not installed.
"""

import json
import os
import sys

try:
    from cfnlint.api import lint
    from cfnlint.config import ManualArgs
    from samtranslator.public.exceptions import InvalidDocumentException
    from samtranslator.translator.transform import transform
    from samtranslator.yaml_helper import yaml_parse
except ImportError as missing:
    print(f"missing: {missing.name} (pip install cfn-lint aws-sam-translator)", file=sys.stderr)
    sys.exit(3)

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")
CONFIG = ManualArgs(regions=["eu-central-1"])


class NoManagedPolicies:
    def load(self):
        return {}


def findings(text):
    return [f"{match.rule.id} {match.message}" for match in lint(text, config=CONFIG)]


def translated(text):
    document = yaml_parse(text)
    for resource in document.get("Resources", {}).values():
        properties = resource.get("Properties", {})
        if "CodeUri" in properties:  # as `aws cloudformation package` leaves it
            properties["CodeUri"] = "s3://parley-artifacts/" + os.path.basename(str(properties["CodeUri"]))
    return transform(document, {}, NoManagedPolicies())


def report(text):
    said = {"lint": findings(text), "translated": None, "problem": None, "translatedLint": []}
    try:
        said["translated"] = translated(text)
        # W2001: what the transform itself reads is no longer referred to
        said["translatedLint"] = [it for it in findings(json.dumps(said["translated"])) if not it.startswith("W2001 ")]
    except InvalidDocumentException as refused:
        said["problem"] = refused.message
    return said


json.dump({name: report(open(name, encoding="utf-8").read()) for name in sys.argv[1:]}, sys.stdout)
