"""From weights to the shipped model: four int8 ONNX graphs, the CRF's parameters, and what makes a meaning of states.

encoder      ids, shapes, mask          -> states, per-piece scores of every head, sentence vector
roles        states, mask, rows, first, last -> role emissions, stance scores
syntax       token states (0 = root), mask -> each token's head and label
coreference  mention head states        -> antecedent scores before the distance is added

python -m sayso.train.export --weights weights/reader.safetensors --encoder-config FILE --out sayso/read/model
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from sayso.train.fit import load_network
from sayso.train.network import ReadingNetwork

OPSET = 17
Axes = dict[str, dict[int, str]]


@dataclass(frozen=True)
class Graph:
    """One part of the network as an ONNX graph: example inputs, names, and the axes that vary."""

    name: str
    forward: Callable[..., tuple[Tensor, ...]]
    example: tuple[Tensor, ...]
    inputs: dict[str, dict[int, str]]
    outputs: dict[str, dict[int, str]]


class _Part(nn.Module):
    """A function of the network in the shape the exporter wants."""

    def __init__(self, network: ReadingNetwork, forward: Callable[..., tuple[Tensor, ...]]) -> None:
        super().__init__()
        self.network = network
        self._forward = forward

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        return self._forward(self.network, *inputs)


def _encoder(network: ReadingNetwork, ids: Tensor, shapes: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
    states = network.encode(ids, shapes, mask)
    heads = (network.token_start, network.sentence_start, network.cue, network.name, network.pos, network.mention)
    return (states, *(head(states) for head in heads), network.sentence_vector(states, mask))


def _roles(network: ReadingNetwork, *inputs: Tensor) -> tuple[Tensor, ...]:
    return network.roles(*inputs)


def _syntax(network: ReadingNetwork, tokens: Tensor, real: Tensor) -> tuple[Tensor, ...]:
    heads = network.arcs(tokens, real).argmax(-1)
    return heads, network.labels_of(tokens, heads).argmax(-1)


def _coreference(network: ReadingNetwork, heads: Tensor) -> tuple[Tensor, ...]:
    scores = network.coreference(network.anaphor(heads)[None], network.antecedent(heads)[None])[0, 0]
    return scores, network.no_antecedent(heads)[:, 0]


def graphs(network: ReadingNetwork) -> list[Graph]:
    """The four parts, with example inputs small enough to trace quickly."""
    ids = torch.randint(1000, 2000, (2, 37))
    ones = torch.ones(2, 37, dtype=torch.long)
    states = network.encode(ids, ones, ones)
    piecewise = {0: "paragraphs", 1: "pieces"}
    cue = {0: "cues"}
    heads = ("states", "token_start", "sentence_start", "cue", "name", "pos", "mention")
    tokenwise = {0: "sentences", 1: "tokens"}
    return [
        Graph(
            "encoder",
            _encoder,
            (ids, ones, ones),
            dict.fromkeys(("ids", "shapes", "mask"), piecewise),
            dict.fromkeys(heads, piecewise) | {"vector": {0: "paragraphs"}},
        ),
        Graph(
            "roles",
            _roles,
            (states, ones, torch.tensor([0, 1]), torch.tensor([3, 4]), torch.tensor([3, 5])),
            {"states": piecewise, "mask": piecewise, "rows": cue, "first": cue, "last": cue},
            {"roles": {0: "cues", 1: "pieces"}, "stance": cue},
        ),
        Graph(
            "syntax",
            _syntax,
            (states, ones),
            {"tokens": tokenwise, "real": tokenwise},
            {"heads": tokenwise, "labels": tokenwise},
        ),
        Graph(
            "coreference",
            _coreference,
            (states[0],),
            {"heads": {0: "mentions"}},
            {"antecedents": {0: "mentions", 1: "mentions"}, "none": {0: "mentions"}},
        ),
    ]


@torch.no_grad()
def export(network: ReadingNetwork, out: Path, *, int8: bool = True) -> None:
    """Write the graphs, and `decoding.json` with the parameters that decoding needs outside the graphs."""
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    for graph in graphs(network):
        with tempfile.TemporaryDirectory() as folder:
            full = Path(folder) / f"{graph.name}.onnx"
            torch.onnx.export(
                _Part(network, graph.forward).eval(),
                graph.example,
                str(full),
                input_names=list(graph.inputs),
                output_names=list(graph.outputs),
                dynamic_axes=graph.inputs | graph.outputs,
                opset_version=OPSET,
                dynamo=False,
            )
            target = out / f"{graph.name}.onnx"
            if int8:
                quantise(full, target)
            else:
                full.replace(target)
    decoding = {
        "role_transition": network.role_transition.tolist(),
        "role_first": network.role_first.tolist(),
        "mention_distance": network.mention_distance.weight[:, 0].tolist(),
    }
    np.savez_compressed(
        out / "meaning.npz",
        weight=network.vector.weight.numpy().astype(np.float16),
        bias=network.vector.bias.numpy().astype(np.float16),
    )
    (out / "decoding.json").write_text(json.dumps(decoding) + "\n", encoding="utf-8")


def quantise(full: Path, target: Path) -> None:
    """Weights as signed bytes, one scale a column; the activations are scaled as they come."""
    quantize_dynamic(
        str(full), str(target), weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"]
    )


def main() -> None:
    """Export as the command line says."""
    parser = argparse.ArgumentParser(description="Export the reading network to ONNX.")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--labels", type=Path, default=Path("sayso/read/model/labels.json"))
    parser.add_argument("--encoder-config", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("sayso/read/model"))
    parser.add_argument("--full-precision", action="store_true")
    options = parser.parse_args()
    network = load_network(options.weights, options.labels, options.encoder_config)
    export(network, options.out, int8=not options.full_precision)


if __name__ == "__main__":
    main()
