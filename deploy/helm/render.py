"""Renders the chart by Helm's own library and checks what comes out: python render.py [HOOKITD]

Each manifest has to fit the schema of Kubernetes, and the settings those of hookitd, where the program is given.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import helm_python as helm
import kubernetes_validate
import yaml

CHART = pathlib.Path(__file__).parent / "hookit"
KUBERNETES = "1.33"
SECRET = {"secret": "hookit-secrets"}
EVERYTHING = {
    **SECRET,
    "replicas": 1,
    "image": {"repository": "registry.example.com/hookit", "tag": "1.2.3"},
    "imagePullSecrets": [{"name": "registry"}],
    "settings": {"deliver": {"allow_cidrs": ["10.1.0.0/16"]}, "retention": {"days": 14}},
    "service": {"type": "LoadBalancer", "port": 8080, "annotations": {"a": "b"}},
    "ingress": {
        "enabled": True,
        "className": "nginx",
        "annotations": {"a": "b"},
        "host": "hooks.example.com",
        "tlsSecret": "hooks-tls",
    },
    "podAnnotations": {"a": "b"},
    "podLabels": {"team": "platform"},
    "nodeSelector": {"kubernetes.io/os": "linux"},
    "tolerations": [{"key": "spot", "operator": "Exists"}],
    "affinity": {"nodeAffinity": {}},
}


def render(values):
    """The manifests by their kind."""
    with helm.Chart.load(str(CHART)) as chart:
        texts = chart.render(values, name="hooks", namespace="prod")
    found = {}
    for name, text in texts.items():
        if name.endswith(".txt") or not text.strip():
            continue
        for manifest in yaml.safe_load_all(text):
            if manifest:
                kubernetes_validate.validate(manifest, KUBERNETES, strict=True)
                found[manifest["kind"]] = manifest
    return found


def check(found, values):
    """What has to hold beyond the schema."""
    labels = found["Deployment"]["spec"]["template"]["metadata"]["labels"]
    selector = found["Deployment"]["spec"]["selector"]["matchLabels"]
    assert selector.items() <= labels.items(), "the deployment selects its pods"
    assert found["Service"]["spec"]["selector"].items() <= labels.items(), "the service selects the pods"
    pod = found["Deployment"]["spec"]["template"]["spec"]
    volumes = {volume["name"] for volume in pod["volumes"]}
    mounts = {mount["name"] for mount in pod["containers"][0]["volumeMounts"]}
    assert volumes == mounts, f"{volumes} are mounted: {mounts}"
    secret = next(volume["secret"] for volume in pod["volumes"] if "secret" in volume)
    assert secret["secretName"] == values["secret"]
    assert pod["securityContext"]["runAsNonRoot"] and pod["containers"][0]["securityContext"]["readOnlyRootFilesystem"]
    assert ("PodDisruptionBudget" in found) == (values.get("replicas", 2) > 1)
    assert ("Ingress" in found) == bool(values.get("ingress"))


def check_settings(hookitd, found):
    """hookitd reads the settings of the pod, with the variables of the pod."""
    container = found["Deployment"]["spec"]["template"]["spec"]["containers"][0]
    variables = {entry["name"]: entry["value"] for entry in container["env"] if "value" in entry}
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        file.write(found["ConfigMap"]["data"]["hookit.yaml"])
        file.flush()
        told = subprocess.run(
            [hookitd, "check-config", "--config", file.name], env=variables, check=True, capture_output=True, text=True
        )
    assert "0.0.0.0:8000" in told.stdout, told.stdout


def refused(values, why):
    """These values are refused, and the message says why."""
    try:
        render(values)
    except helm.HelmError as error:
        assert why in str(error), error
    else:
        raise AssertionError(f"not refused: {json.dumps(values)}")


def main():
    """Renders it with little and with everything."""
    for values in (SECRET, EVERYTHING):
        found = render(values)
        check(found, values)
        if sys.argv[1:]:
            check_settings(sys.argv[1], found)
        print("deploy/helm/render.py:", ", ".join(sorted(found)))
    refused({}, "set `secret` to the secret")
    refused({**SECRET, "replica": 3}, "replica")


main()
