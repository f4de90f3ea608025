"""From CloudFormation's properties to the request of the service's API, judged by the API's own model (botocore's)."""

from botocore.validate import ParamValidator

# Where CloudFormation says another word than the API.
WORDS = {"ipv6enabled": "isipv6enabled"}


def fit(shape, value, where):
    """The same value in the API's shape; a property that the API does not know is refused."""
    if shape.type_name == "structure":
        return structure(shape, value, where)
    if shape.type_name == "list":
        return [fit(shape.member, one, where) for one in value]
    if shape.type_name == "map":
        return {key: fit(shape.value, one, where) for key, one in value.items()}
    if shape.type_name in ("integer", "long"):
        return int(value)
    if shape.type_name in ("double", "float"):
        return float(value)
    return value


def structure(shape, value, where):
    members = {name.lower(): name for name in shape.members}
    if isinstance(value, list):
        if "Items" not in shape.members:
            raise ValueError(f"{where} is no list")
        value = {"Items": value}
    fitted = {}
    for key, one in value.items():
        name = members.get(WORDS.get(key.lower(), key.lower()))
        if name is None:
            raise ValueError(f"{where} has no {key}")
        fitted[name] = fit(shape.members[name], one, f"{where}.{key}")
    if "Quantity" in shape.members and "Items" in fitted:
        fitted.setdefault("Quantity", len(fitted["Items"]))
    return fitted


def request(client, operation, properties, where):
    """What the operation is asked with; every member, type and bound is checked before anybody is asked."""
    shape = client.meta.service_model.operation_model(operation).input_shape
    fitted = fit(shape, properties, where)
    report = ParamValidator().validate(fitted, shape)
    if report.has_errors():
        raise ValueError(f"{where}: {report.generate_report()}")
    return fitted
