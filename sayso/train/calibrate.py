"""Fixed scales for the int8 graphs: what a report's reading is must not depend on which reports are read beside it.

Dynamic quantisation scales each activation by the range it has in a batch, so that a paragraph's states change with the
other paragraphs of its batch. Here the ranges are measured once, over marked text, and written into the graphs; values
beyond them are clipped. The graphs are otherwise the same and as fast.

python -m sayso.train.calibrate --model sayso/read/model corpus/train/*.marked
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from sayso.read.reader import Reader
from sayso.train.corpora import taught_by_marked_text

GRAPHS = ("encoder", "roles", "syntax", "coreference")
KEPT = 1.0
"""Of the batches' ranges, the quantile that becomes the fixed one: all but a freak."""
TOGETHER = 64


def measure_ranges(model: Path, paragraphs: Iterable[str]) -> dict[str, dict[str, tuple[float, float]]]:
    """For each graph and each quantised activation the range it keeps to, over some paragraphs read in small batches."""
    reader = Reader(model)
    seen: dict[str, dict[str, list[tuple[float, float]]]] = {name: defaultdict(list) for name in GRAPHS}
    for name in GRAPHS:
        reader._graphs[name] = _Watching(model / f"{name}.onnx", seen[name])
    texts = list(paragraphs)
    for start in range(0, len(texts), TOGETHER):
        read = reader.read(texts[start : start + TOGETHER])
        heads = [state for paragraph in read for state in list(paragraph.states.values())[:8]]
        reader.antecedents(heads[:150])
    return {
        graph: {
            node: (
                float(np.quantile([low for low, _ in found], 1 - KEPT)),
                float(np.quantile([high for _, high in found], KEPT)),
            )
            for node, found in nodes.items()
        }
        for graph, nodes in seen.items()
    }


class _Watching:
    """A graph that tells the scales it took, batch by batch."""

    def __init__(self, path: Path, seen: dict[str, list[tuple[float, float]]]) -> None:
        graph = onnx.load(path)
        self._outputs = [output.name for output in graph.graph.output]
        self._nodes = [node for node in graph.graph.node if node.op_type == "DynamicQuantizeLinear"]
        for node in self._nodes:
            graph.graph.output.append(helper.make_tensor_value_info(node.output[1], TensorProto.FLOAT, []))
            graph.graph.output.append(helper.make_tensor_value_info(node.output[2], TensorProto.UINT8, []))
        self._session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
        self._seen = seen

    def run(self, outputs: Any, inputs: dict[str, Any]) -> list[Any]:
        del outputs
        found = self._session.run(None, inputs)
        told = found[len(self._outputs) :]
        for number, node in enumerate(self._nodes):
            scale, zero = float(told[2 * number]), int(told[2 * number + 1])
            self._seen[node.output[0]].append((-zero * scale, (255 - zero) * scale))
        return found[: len(self._outputs)]


def fix_scales(path: Path, ranges: dict[str, tuple[float, float]]) -> None:
    """Write the ranges into a graph, in the place of the measuring of each batch."""
    graph = onnx.load(path)
    for node in list(graph.graph.node):
        if node.op_type != "DynamicQuantizeLinear":
            continue
        low, high = ranges[node.output[0]]
        scale = max((max(high, 0.0) - min(low, 0.0)) / 255, 1e-8)
        zero = int(np.clip(round(-min(low, 0.0) / scale), 0, 255))
        graph.graph.initializer.append(numpy_helper.from_array(np.array(scale, np.float32), node.output[1]))
        graph.graph.initializer.append(numpy_helper.from_array(np.array(zero, np.uint8), node.output[2]))
        fixed = helper.make_node(
            "QuantizeLinear", [node.input[0], node.output[1], node.output[2]], [node.output[0]], node.name
        )
        place = list(graph.graph.node).index(node)
        graph.graph.node.remove(node)
        graph.graph.node.insert(place, fixed)
    onnx.save(graph, path)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=Path("sayso/read/model"))
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    every = [paragraph.text for paragraph in taught_by_marked_text(options.files)]
    for graph, ranges in measure_ranges(options.model, every).items():
        fix_scales(options.model / f"{graph}.onnx", ranges)
        print(f"{graph}: {len(ranges)} scales fixed over {len(every)} paragraphs")


if __name__ == "__main__":
    main()
