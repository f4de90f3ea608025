"""The kinds of resources in our template that moto's CloudFormation lacks, each made by asking the service's own API."""

import json
import uuid

import boto3
from botocore.config import Config
from moto.cloudformation import parsing
from moto.cloudformation.exceptions import UnformattedGetAttTemplateException, ValidationError
from moto.core.common_models import CloudFormationModel

from shape import request

ENDPOINT = {}


def client(service, region):
    return boto3.client(service, region_name=region, endpoint_url=ENDPOINT["url"], config=Config(retries={"max_attempts": 1}))


def qualified(arn):
    """The function and the alias of arn:aws:lambda:REGION:ACCOUNT:function:NAME:ALIAS."""
    parts = arn.split(":")
    return {"FunctionName": parts[6], **({"Qualifier": parts[7]} if len(parts) > 7 else {})}


def same(one):
    told = ("CodeSha256", "Environment", "Handler", "MemorySize", "Timeout", "Role", "Runtime", "Layers", "Architectures")
    return {name: one.get(name) for name in told}


def version(api, it, old):
    # as CloudFormation has it: Lambda publishes nothing where nothing has changed, and that is an error here
    *published, latest = sorted(api("lambda", "ListVersionsByFunction", {"FunctionName": it["FunctionName"]})["Versions"],
                                key=lambda one: int(one["Version"].replace("$LATEST", "1000000")))
    if published and same(published[-1]) == same(latest):
        raise ValueError("A version for this Lambda function exists ( %s ). Modify the function to create a new version."
                         % published[-1]["Version"])
    said = api("lambda", "PublishVersion", it)
    return said["FunctionArn"], {"Version": said["Version"]}


def alias(api, it, old):
    said = api("lambda", "UpdateAlias" if old else "CreateAlias", it)
    return said["AliasArn"], {}


def url(api, it, old):
    target = qualified(it.pop("TargetFunctionArn"))
    said = api("lambda", "UpdateFunctionUrlConfig" if old else "CreateFunctionUrlConfig", {**it, **target})
    return ":".join(target.values()), {"FunctionUrl": said["FunctionUrl"] + "/"}


def invocations(api, it, old):
    api("lambda", "PutFunctionEventInvokeConfig", it)
    return it["FunctionName"], {}


def secret(api, it, old):
    made = it.pop("GenerateSecretString", None)
    if old:
        return old, {}
    if made is not None:
        template, key = made.pop("SecretStringTemplate", None), made.pop("GenerateStringKey", None)
        value = api("secretsmanager", "GetRandomPassword", made)["RandomPassword"]
        it["SecretString"] = json.dumps({**json.loads(template), key: value}) if template else value
    return api("secretsmanager", "CreateSecret", it)["ARN"], {}


def alarm(api, it, old):
    api("cloudwatch", "PutMetricAlarm", it)
    return it["AlarmName"], {}


def bucket_policy(api, it, old):
    policy = it["PolicyDocument"]
    # moto reads no conditions: a denial under one would deny everything
    policy["Statement"] = [one for one in policy["Statement"] if one["Effect"] != "Deny" or "Condition" not in one]
    api("s3", "PutBucketPolicy", {"Bucket": it["Bucket"], "Policy": json.dumps(policy)})
    return it["Bucket"], {}


def topic_policy(api, it, old):
    for topic in it["Topics"]:
        asked = {"TopicArn": topic, "AttributeName": "Policy", "AttributeValue": json.dumps(it["PolicyDocument"])}
        api("sns", "SetTopicAttributes", asked)
    return "policy", {}


def subscription(api, it, old):
    return api("sns", "Subscribe", it).get("SubscriptionArn", "pending"), {}


def schedule(api, it, old):
    api("scheduler", "UpdateSchedule" if old else "CreateSchedule", it)
    return it["Name"], {}


def origin_access(api, it, old):
    return old or api("cloudfront", "CreateOriginAccessControl", it)["OriginAccessControl"]["Id"], {}


def distribution(api, it, old):
    config = it["DistributionConfig"]
    config["CallerReference"] = str(uuid.uuid4())
    for origin in config["Origins"]:  # CloudFormation's defaults, which the API demands
        if "CustomOriginConfig" in origin:
            origin["CustomOriginConfig"] = {"HTTPPort": 80, "HTTPSPort": 443, **origin["CustomOriginConfig"]}
    if old:
        api("cloudfront", "CreateDistribution", it, only_judged=True)
        return old, None
    said = api("cloudfront", "CreateDistribution", it)["Distribution"]
    return said["Id"], {"DomainName": said["DomainName"]}


def judged(operation):
    """moto has no such API: the request is judged by the service's model and an id stands for the rest."""

    def make(api, it, old):
        api("cloudfront", operation, it, only_judged=True)
        return old or str(uuid.uuid4()), {}

    return make


KINDS = {
    "AWS::Lambda::Version": version,
    "AWS::Lambda::Alias": alias,
    "AWS::Lambda::Url": url,
    "AWS::Lambda::EventInvokeConfig": invocations,
    "AWS::SecretsManager::Secret": secret,
    "AWS::CloudWatch::Alarm": alarm,
    "AWS::S3::BucketPolicy": bucket_policy,
    "AWS::SNS::TopicPolicy": topic_policy,
    "AWS::SNS::Subscription": subscription,
    "AWS::Scheduler::Schedule": schedule,
    "AWS::CloudFront::OriginAccessControl": origin_access,
    "AWS::CloudFront::Distribution": distribution,
    "AWS::CloudFront::CachePolicy": judged("CreateCachePolicy"),
    "AWS::CloudFront::ResponseHeadersPolicy": judged("CreateResponseHeadersPolicy"),
}
ONLY_JUDGED = ["AWS::CloudFront::CachePolicy", "AWS::CloudFront::ResponseHeadersPolicy"]


def model(kind, make):
    """One class for one kind, as moto's CloudFormation looks them up."""

    def put(properties, region, logical, old=None):
        def api(service, operation, asked, only_judged=False):
            service_client = client(service, region)
            try:
                fitted = request(service_client, operation, asked, f"{logical} ({kind})")
                if only_judged:
                    return {}
                names = service_client.meta.method_to_api_mapping
                method = next(name for name, other in names.items() if other == operation)
                return getattr(service_client, method)(**fitted)
            except Exception as e:
                raise ValidationError(message=f"{logical}: {e}") from e

        try:
            return make(api, json.loads(json.dumps(properties)), old)
        except (KeyError, TypeError, ValueError) as e:
            raise ValidationError(message=f"{logical} ({kind}): {e!r}") from e

    def create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        it = cls()
        it.physical_resource_id, it.attributes = put(
            cloudformation_json["Properties"], region_name, kwargs.get("LogicalId", resource_name)
        )
        return it

    def update(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
        old = original_resource
        logical = getattr(old, "logical_resource_id", new_resource_name)
        old.physical_resource_id, said = put(cloudformation_json["Properties"], region_name, logical, old.physical_resource_id)
        old.attributes = old.attributes if said is None else said
        return old

    def attribute(self, name):
        if name not in self.attributes:
            raise UnformattedGetAttTemplateException()
        return self.attributes[name]

    return type(
        kind.replace("::", ""),
        (CloudFormationModel,),
        {
            "cloudformation_type": staticmethod(lambda: kind),
            "cloudformation_name_type": staticmethod(lambda: ""),
            "has_cfn_attr": classmethod(lambda cls, attr: True),
            "create_from_cloudformation_json": classmethod(create),
            "update_from_cloudformation_json": classmethod(update),
            "get_cfn_attribute": attribute,
            "delete": lambda self, account_id, region_name: None,
            "is_created": lambda self: True,
        },
    )


MODELS = [model(kind, make) for kind, make in KINDS.items()]


def known():
    """Every kind that a stack here can have."""
    return parsing.get_model_map()
