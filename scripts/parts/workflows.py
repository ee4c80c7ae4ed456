"""The workflows of a tree, read by a YAML reader that has nothing to do with the one that wrote them."""

import pathlib
from dataclasses import dataclass
from typing import Any, Iterator

import yaml

SSH_ACTION = "appleboy/ssh-action@"


@dataclass(frozen=True)
class Workflow:
    path: pathlib.Path
    content: dict[str, Any]

    @property
    def folder(self) -> pathlib.Path:
        """The repository that the workflow belongs to."""
        return self.path.parent.parent.parent

    @property
    def name(self) -> str:
        return self.content.get("name", "")


@dataclass(frozen=True)
class Script:
    """A piece of shell inside a workflow, with the names that its step sets for it."""

    workflow: Workflow
    job: str
    step: int
    remote: bool
    text: str
    names: list[str]

    @property
    def place(self) -> str:
        return f"{self.workflow.path}, job {self.job}, step {self.step}"


def workflows(tree: pathlib.Path) -> list[Workflow]:
    """Every workflow of the tree. All scalars are strings, so that `on` stays a word."""
    folders = [tree / ".github" / "workflows", *sorted(tree.glob("generated/**/.github/workflows"))]
    paths = [path for folder in folders for path in sorted(folder.glob("*.y*ml"))]
    return [Workflow(path.relative_to(tree), yaml.load(path.read_text("utf-8"), yaml.BaseLoader)) for path in paths]


def steps(workflow: Workflow) -> Iterator[tuple[str, int, dict[str, Any], dict[str, str]]]:
    """Each step with its job, its number from 1, and the environment that workflow, job and step set."""
    outer = workflow.content.get("env") or {}
    for name, job in workflow.content["jobs"].items():
        for number, step in enumerate(job.get("steps") or [], 1):
            yield name, number, step, {**outer, **(job.get("env") or {}), **(step.get("env") or {})}


def scripts(workflow: Workflow) -> Iterator[Script]:
    """The `run` blocks, and the `script` of every step over SSH."""
    for job, number, step, environment in steps(workflow):
        if "run" in step:
            yield Script(workflow, job, number, False, step["run"], sorted(environment))
        elif step.get("uses", "").startswith(SSH_ACTION):
            inputs = step.get("with") or {}
            names = [name.strip() for name in inputs.get("envs", "").split(",") if name.strip()]
            yield Script(workflow, job, number, True, inputs.get("script", ""), names)
