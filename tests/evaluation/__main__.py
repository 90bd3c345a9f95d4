"""How well pages are read: ``python -m tests.evaluation FOLDER [--errors] [--set dev|seed]``.

FOLDER holds ``reviews/*.txt``, ``labels.json``, ``seed_labels.json`` and ``score.py``, which says how a field is scored. The
pages are read with the program, all of them and then apart: those whose sites were read while the rules were made, and those
whose sites were held out (``held_out.json``).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.evaluation.measure import HELD_OUT, Scorer, labels_in, predictions


def main(argv: list[str]) -> int:
    """Print the tables that were asked for; 2 where the folder is not one of labelled pages."""
    parser = argparse.ArgumentParser(prog="tests.evaluation", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="list every wrong, missed and invented value")
    parser.add_argument("--set", choices=("dev", "seed"), dest="chosen", help="only the pages, or only the seeds")
    arguments = parser.parse_args(argv)
    folder: Path = arguments.folder
    if not (folder / "score.py").is_file():
        sys.stderr.write(f"{folder}: no score.py in this folder\n")
        return 2
    scorer = Scorer.load(folder / "score.py")
    if arguments.chosen != "dev":
        labels = labels_in(folder / "seed_labels.json")
        scorer.report("seeds", labels, predictions(labels), errors=arguments.errors)
    if arguments.chosen != "seed":
        labels = labels_in(folder / "labels.json")
        read = predictions(labels, folder / "reviews")
        scorer.report("all pages", labels, read, errors=arguments.errors)
        for name, held in (("pages of the sites that were read", False), ("pages of the sites held out", True)):
            scorer.report(name, [label for label in labels if (label["site"] in HELD_OUT) is held], read, errors=False)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
