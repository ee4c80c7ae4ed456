"""Takes the shell out of workflows: shell_blocks.py TREE FOLDER writes each block into a file of its own.

The first line of a file reads the names that the block is given, so that shellcheck knows them and can tell a name that
nobody sets.
"""

import pathlib
import re
import sys

import workflows

# What a runner sets for every step.
RUNNER = [
    "CI",
    "GITHUB_ENV",
    "GITHUB_EVENT_NAME",
    "GITHUB_OUTPUT",
    "GITHUB_PATH",
    "GITHUB_REF",
    "GITHUB_STEP_SUMMARY",
    "GITHUB_WORKSPACE",
    "RUNNER_TEMP",
]


def main(tree: pathlib.Path, folder: pathlib.Path) -> None:
    for workflow in workflows.workflows(tree):
        for script in workflows.scripts(workflow):
            names = sorted({*script.names, *([] if script.remote else RUNNER)})
            names = [name for name in names if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name)]
            place = re.sub(r"[^A-Za-z0-9._-]+", "_", str(workflow.path).removeprefix("generated/"))
            file = folder / f"{place}.{script.job}.step-{script.step}.sh"
            given = " ".join(names)
            first = f"read -r {given} && export {given}\n" if names else ":\n"
            # A block of one line is no file yet: it has no newline.
            file.write_text(first + script.text.removesuffix("\n") + "\n", "utf-8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
