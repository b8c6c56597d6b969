"""Fitting the network: the loss of each kind of example, and the loop that plays them all.

Fine-tune from shipped weights rather than start again: on two cores an epoch of everything is about half an hour.
The run writes a checkpoint every few minutes and goes on from it when started again.

    python -m sayso.train.fit --weights weights/reader.safetensors --data ../shared/data --corpus corpus/train --out build/reader
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig

from sayso.read.pieces import load_tokenizer
from sayso.read.reader import Reader
from sayso.train import corpora
from sayso.train.chains import speaker_chains
from sayso.train.corpora import IGNORED, AttributionExample, CoreferenceExample, NameExample, SyntaxExample
from sayso.train.labels import Labels, load_labels
from sayso.train.network import ANTECEDENT_WINDOW, ReadingNetwork
from sayso.train.swaps import NameBank, load_names, swapped_paragraph, swapped_row

CHECKPOINT_SECONDS = 240
ROLE_LOSS_SCALE = 4.0
"""The CRF's loss is a mean over pieces, most of which are easy; by hand, so that it weighs like the cue's."""


MASK_ID, SPECIAL_IDS = 103, 998
"""In the encoder's vocabulary: the piece that hides another, and the last of the unused and special ones."""
COREFERENCE_WEIGHT = 1.0
DOCUMENT_WINDOWS = (90, 180, 280, 384)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: epochs, learning rates and how often each corpus is seen in an epoch.

    `share` of other people's paragraphs and sentences is taught, `swap_share` of what is seen has other people's names
    in it, and of all pieces `masked` are hidden. The network knows these texts by heart otherwise: on articles it was
    taught it finds 72.6 % exactly, on others 55.
    """

    epochs: int = 2
    rate: float = 1e-4
    head_rate: float = 3e-4
    most_pieces: int = 3072
    own_repeats: int = 4
    document_repeats: int = 3
    share: float = 0.4
    swap_share: float = 0.35
    masked: float = 0.08
    seed: int = 1
    only: str = ""
    """Fit only the heads whose name begins so, on what is marked for attributions; the rest stays as it is."""


def pad(rows: Sequence[Sequence[int]], value: int = 0) -> Tensor:
    """Rows of unequal length as one tensor."""
    length = max(map(len, rows))
    return torch.tensor([[*row, *[value] * (length - len(row))] for row in rows])


def inputs(batch: Sequence[Any], masked: float = 0.0) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, word shapes and mask of a batch: [B, T] each; a share of the pieces is hidden."""
    pieces = [example.pieces for example in batch]
    ids, shapes, real = (
        pad([p.ids for p in pieces]),
        pad([p.shapes for p in pieces]),
        pad([[1] * len(p) for p in pieces]),
    )
    if masked:
        ids = torch.where((torch.rand(ids.shape) < masked) & (ids > SPECIAL_IDS) & (real > 0), MASK_ID, ids)
    return ids, shapes, real


def token_states(states: Tensor, batch: Sequence[Any]) -> tuple[Tensor, Tensor]:
    """The states of the tokens' first pieces [B, W, H], and which of them are real [B, W]."""
    first = pad([example.first_pieces for example in batch])
    gathered = states.gather(1, first[..., None].expand(-1, -1, states.shape[-1]))
    return gathered, pad([[1] * len(example.first_pieces) for example in batch])


def cross_entropy(scores: Tensor, target: Tensor) -> Tensor:
    """Mean over the targets that count."""
    if bool((target == IGNORED).all()):
        return scores.sum() * 0.0
    return F.cross_entropy(scores.reshape(-1, scores.shape[-1]).float(), target.reshape(-1), ignore_index=IGNORED)


def crf_loss(network: ReadingNetwork, emissions: Tensor, target: Tensor) -> Tensor:
    """Negative log-likelihood of the role sequences, a mean per piece."""
    emissions, transition, first = emissions.float(), network.role_transition.float(), network.role_first.float()
    real = target != IGNORED
    tags = target.clamp(min=0)
    gold = (emissions.gather(-1, tags[..., None])[..., 0] * real).sum(1)
    gold = gold + first[tags[:, 0]] + (transition[tags[:, :-1], tags[:, 1:]] * real[:, 1:]).sum(1)
    total = first + emissions[:, 0]
    for piece in range(1, emissions.shape[1]):
        step = torch.logsumexp(total[:, :, None] + transition[None], 1) + emissions[:, piece]
        total = torch.where(real[:, piece, None], step, total)
    return ((torch.logsumexp(total, -1) - gold) / real.sum(1)).mean()


def attribution_loss(network: ReadingNetwork, batch: Sequence[AttributionExample], masked: float) -> Tensor:
    """Cues, roles, stances, and the sentence vector drawn towards the teacher's."""
    ids, shapes, mask = inputs(batch, masked)
    states = network.encode(ids, shapes, mask)
    loss = cross_entropy(network.cue(states), pad([example.cue for example in batch], IGNORED))
    cues = [(row, cue) for row, example in enumerate(batch) for cue in example.cues]
    if cues:
        length = ids.shape[1]
        rows, first, last = (torch.tensor(c) for c in zip(*((r, c.first, c.last) for r, c in cues), strict=True))
        target = torch.tensor([[*cue.roles, *[IGNORED] * (length - len(cue.roles))] for _, cue in cues])
        emissions, stance = network.roles(states, mask, rows, first, last)
        loss = loss + ROLE_LOSS_SCALE * crf_loss(network, emissions, target) + 0.5 * cross_entropy(emissions, target)
        loss = loss + cross_entropy(stance, torch.tensor([cue.stance for _, cue in cues]))
    if batch[0].vector is not None:
        teacher = torch.stack([example.vector for example in batch]).float()
        loss = loss + 0.5 * (1 - (network.sentence_vector(states, mask) * teacher).sum(-1)).mean()
    return loss


def name_loss(network: ReadingNetwork, batch: Sequence[NameExample], masked: float) -> Tensor:
    """Names; in an open sentence an O may be O or any MISC."""
    states, _ = token_states(network.encode(*inputs(batch, masked)), batch)
    log_probability = F.log_softmax(network.name(states).float(), -1)
    target = pad([example.tags for example in batch], IGNORED)
    misc = [0, *(index for index, tag in enumerate(corpora.NAMES) if tag.endswith("MISC"))]
    unsure = torch.tensor([example.open for example in batch])[:, None] & (target == 0)
    exact = -log_probability.gather(-1, target.clamp(min=0)[..., None])[..., 0]
    loss = torch.where(unsure, -torch.logsumexp(log_probability[..., misc], -1), exact)
    real = target != IGNORED
    return 0.5 * (loss * real).sum() / real.sum()


def syntax_loss(network: ReadingNetwork, batch: Sequence[SyntaxExample], masked: float) -> Tensor:
    """Tokens, sentences, parts of speech, arcs and labels."""
    states = network.encode(*inputs(batch, masked / 2))
    tokens, real = tokens_under_root(states, batch)
    heads = pad([[IGNORED, *example.heads] for example in batch], IGNORED)
    return (
        cross_entropy(network.pos(tokens), pad([[IGNORED, *example.pos] for example in batch], IGNORED))
        + cross_entropy(network.arcs(tokens, real), heads)
        + cross_entropy(
            network.labels_of(tokens, heads.clamp(min=0)),
            pad([[IGNORED, *example.labels] for example in batch], IGNORED),
        )
        + cross_entropy(network.token_start(states), pad([example.token_start for example in batch], IGNORED))
        + cross_entropy(network.sentence_start(states), pad([example.sentence_start for example in batch], IGNORED))
    )


def tokens_under_root(states: Tensor, batch: Sequence[Any]) -> tuple[Tensor, Tensor]:
    """Token states with the root's in front [B, 1 + W, H], and which are real."""
    tokens, real = token_states(states, batch)
    return torch.cat([states[:, :1], tokens], 1), torch.cat([torch.ones_like(real[:, :1]), real], 1)


def coreference_loss(network: ReadingNetwork, batch: Sequence[CoreferenceExample], masked: float) -> Tensor:
    """Any true antecedent will do; and the types of the mention heads. One document a batch."""
    (document,) = batch
    states = network.encode(*inputs(document.windows, masked / 2))
    scores = network.antecedents(torch.stack([states[mention.window, mention.piece] for mention in document.mentions]))
    cluster = torch.tensor([mention.cluster for mention in document.mentions])
    index = torch.arange(len(cluster))
    near = (index[None] < index[:, None]) & (index[:, None] - index[None] <= ANTECEDENT_WINDOW)
    true = (cluster[:, None] == cluster[None]) & near
    true = torch.cat([~true.any(1, keepdim=True), true], 1)
    ranked = torch.logsumexp(F.log_softmax(scores.float(), -1).masked_fill(~true, -1e4), -1)
    taught = torch.tensor([mention.taught for mention in document.mentions])
    tokens, _ = token_states(states, document.windows)
    types = cross_entropy(network.mention(tokens), pad(document.mention_types, IGNORED))
    return -COREFERENCE_WEIGHT * ranked[taught].mean() + 0.5 * types


LOSSES: dict[type, Callable[[ReadingNetwork, Any, float], Tensor]] = {
    AttributionExample: attribution_loss,
    NameExample: name_loss,
    SyntaxExample: syntax_loss,
    CoreferenceExample: coreference_loss,
}


@dataclass(slots=True)
class Lesson:
    """One example, its twin with typewriter quotation marks if it has quotations, its copies with other names."""

    plain: Any
    twins: list[Any] = field(default_factory=list)
    swapped: list[Any] = field(default_factory=list)

    def pick(self, swap_share: float) -> Any:
        """One of them at random."""
        if self.swapped and random.random() < swap_share:
            return random.choice(self.swapped)
        return random.choice(self.twins) if self.twins and random.random() < 0.4 else self.plain


@dataclass(slots=True)
class Lessons:
    """Everything the network is taught, as examples."""

    attributions: list[Lesson]
    own: list[Lesson]
    names: list[Lesson]
    syntax: list[Lesson]
    documents: list[list[CoreferenceExample]]
    reports: list[CoreferenceExample]

    def epoch(self, plan: Plan) -> list[list[Any]]:
        """The batches of one epoch in random order.

        A document is cut into windows now this way, now that: a report is read by paragraphs, which are short.
        """
        found: list[list[Any]] = []
        attributions = self.attributions + self.own * plan.own_repeats
        for lessons in (attributions,) if plan.only else (attributions, self.names, self.syntax):
            found += corpora.batches(
                [lesson.pick(plan.swap_share) for lesson in lessons], plan.most_pieces, shuffle=True
            )
        for _ in range(0 if plan.only else plan.document_repeats):
            found += [[random.choice(cuts)] for cuts in self.documents]
            found += [[report] for report in self.reports]
        random.shuffle(found)
        return found


def prepare(
    data: Path,
    corpus: Sequence[Path],
    tokenizer: Tokenizer,
    labels: Labels,
    reader: Reader,
    bank: NameBank,
    stance_marks: Path,
    plan: Plan,
    *,
    corrections: Sequence[Path] = (),
    unclear: bool = True,
) -> Lessons:
    """Examples of the given data and of our marked text, whose mentions and names `reader` finds.

    `corrections` were made in cases and are taught as our own text is. `unclear` says whether the corpora are taught whose licence is unclear: PolNeAR and CoNLL-2003.
    """
    reading = corpora.load_reading(data / "reading.json.gz")
    polnear = [row for row in reading["attr_train"] if unclear and not corpora.held_out(row["doc"])]
    stances = corpora.polnear_stances(stance_marks, data / "attribution-train.jsonl.gz", reading["attr_train"])
    open_names = reading["ner_free"][:-200] + reading["ner_uner"]
    exact_names = reading["ner_free"][-200:] * 3 + (reading["ner_conll_train"] if unclear else [])

    def some(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return random.sample(rows, round(plan.share * len(rows)))

    def attributions(paragraphs: Sequence[corpora.TaughtParagraph]) -> list[Lesson]:
        read = reader.read([paragraph.text for paragraph in paragraphs])
        return [
            Lesson(
                corpora.attribution_example(paragraph, tokenizer, labels),
                [corpora.attribution_example(corpora.straighten(paragraph), tokenizer, labels)],
                [
                    corpora.attribution_example(swapped, tokenizer, labels)
                    for swapped in [swapped_paragraph(paragraph, found.tokens, bank)]
                    if swapped.text != paragraph.text
                ],
            )
            for paragraph, found in zip(paragraphs, read, strict=True)
        ]

    def names(rows: Sequence[dict[str, Any]], *, unsure: bool) -> list[Lesson]:
        found = []
        for row in rows:
            if plain := corpora.name_example(row, tokenizer, labels, open=unsure):
                copies = [swapped_row(row, bank) for _ in range(2) if any(tag != "O" for tag in row["t"])]
                swapped = [corpora.name_example(copy, tokenizer, labels, open=unsure) for copy in copies]
                found.append(Lesson(plain, swapped=[example for example in swapped if example]))
        return found

    syntax = [corpora.syntax_example(row, tokenizer, labels) for row in some(reading["ud_train"])]
    return Lessons(
        attributions(corpora.taught_by_polnear(some(polnear), stances)),
        attributions([*corpora.taught_by_marked_text(corpus), *corpora.taught_by_articles(corrections)]),
        names(some(open_names), unsure=True) + names(some(exact_names), unsure=False),
        [Lesson(example) for example in syntax if example],
        [
            [corpora.coreference_example(row, tokenizer, labels, size) for size in DOCUMENT_WINDOWS]
            for row in reading["coref_train"]
        ],
        list(speaker_chains(corpus, reader)),
    )


@torch.no_grad()
def teach_vectors(lessons: Lessons, teacher: nn.Module) -> None:
    """Give each paragraph the teacher encoder's mean-pooled sentence vector."""
    found = lessons.attributions + lessons.own
    others = {id(lesson.plain): lesson.twins + lesson.swapped for lesson in found}
    for batch in corpora.batches([lesson.plain for lesson in found], 16384, shuffle=False):
        ids, _, mask = inputs(batch)
        states = teacher(input_ids=ids, attention_mask=mask).last_hidden_state
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        for example, vector in zip(batch, F.normalize(mean, dim=-1).half(), strict=True):
            for other in (example, *others[id(example)]):
                other.vector = vector


def fit(network: ReadingNetwork, lessons: Lessons, plan: Plan, out: Path) -> None:
    """Train, with a checkpoint in `out` every few minutes; started again, it goes on from there."""
    torch.manual_seed(plan.seed)
    random.seed(plan.seed)
    schedule = [batch for _ in range(plan.epochs) for batch in lessons.epoch(plan)]
    for name, parameter in network.named_parameters():
        parameter.requires_grad = name.startswith(plan.only)
    encoder = [p for name, p in network.named_parameters() if name.startswith("encoder.")]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate}], weight_decay=0.01
    )
    rates = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [plan.rate, plan.head_rate], total_steps=len(schedule) + 1, pct_start=0.1
    )
    checkpoint = out / "checkpoint.pt"
    done = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        network.load_state_dict(saved["network"])
        optimiser.load_state_dict(saved["optimiser"])
        rates.load_state_dict(saved["rates"])
        done = saved["done"]
    network.train()
    last_saved, started, first_step = time.monotonic(), time.monotonic(), done
    losses: dict[str, list[float]] = {}
    for step in range(done, len(schedule)):
        batch = schedule[step]
        loss = LOSSES[type(batch[0])](network, batch, plan.masked)
        if not loss.requires_grad:  # with `only`, a batch may hold nothing for the heads that are fitted
            continue
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        rates.step()
        losses.setdefault(type(batch[0]).__name__, []).append(loss.item())
        if time.monotonic() - last_saved > CHECKPOINT_SECONDS or step + 1 == len(schedule):
            state = {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "rates": rates.state_dict()}
            torch.save(state | {"done": step + 1}, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)
            last_saved = time.monotonic()
            pace = (step + 1 - first_step) / (last_saved - started)
            means = {name: round(sum(values) / len(values), 4) for name, values in losses.items()}
            print(
                f"step {step + 1} of {len(schedule)}, {(len(schedule) - step - 1) / pace / 60:.0f} min left, {means}",
                file=sys.stderr,
                flush=True,
            )
            losses.clear()


def load_network(weights: Path, labels_file: Path, encoder_config: Path) -> ReadingNetwork:
    """A network with the weights of a file; heads the file does not know, or in another shape, keep fresh weights."""
    network = ReadingNetwork(BertConfig.from_json_file(str(encoder_config)), load_labels(labels_file))
    shapes = {name: t.shape for name, t in network.state_dict().items()}
    state = {
        name: t.float() if t.is_floating_point() else t
        for name, t in load_file(weights).items()
        if shapes.get(name, t.shape) == t.shape
    }
    missing, unexpected = network.load_state_dict(state, strict=False)
    if unexpected:
        raise ValueError(f"{weights} holds weights of no head of this network: {unexpected[:5]}")
    if missing:
        print("fresh:", ", ".join(missing), file=sys.stderr)
    return network


def save_weights(network: ReadingNetwork, path: Path) -> None:
    """Half-precision weights, from which later heads can be trained."""
    save_file(
        {n: (t.half() if t.is_floating_point() else t).contiguous() for n, t in network.state_dict().items()}, path
    )


def main() -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description="Fine-tune the reading network.")
    parser.add_argument("--weights", type=Path, help="weights to go on from; without them the teacher's encoder")
    parser.add_argument(
        "--model", type=Path, default=Path("sayso/read/model"), help="folder of labels.json and tokenizer.json"
    )
    parser.add_argument("--teacher", type=Path, required=True, help="folder of the original encoder")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--corpus", type=Path, nargs="+", default=[Path("corpus/train")])
    parser.add_argument("--corrections", type=Path, nargs="*", default=[], help="from sayso export training")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--names", type=Path, default=Path("corpus/names.toml"))
    parser.add_argument("--stances", type=Path, default=Path("corpus/polnear-stances.tsv"))
    parser.add_argument("--without-unclear", action="store_true", help="leave out PolNeAR and CoNLL-2003")
    for name, value in asdict(Plan()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    plan = Plan(**{name: getattr(options, name) for name in asdict(Plan())})
    from transformers import BertModel

    teacher = BertModel.from_pretrained(str(options.teacher), add_pooling_layer=False).eval()  # type: ignore[no-untyped-call]
    if options.weights:
        network = load_network(options.weights, options.model / "labels.json", options.teacher / "config.json")
    else:
        network = ReadingNetwork(teacher.config, load_labels(options.model / "labels.json"))
        network.encoder.load_state_dict(teacher.state_dict(), strict=False)
    tokenizer = load_tokenizer(options.model / "tokenizer.json")
    random.seed(plan.seed)
    files = [file for path in options.corpus for file in (sorted(path.glob("*.marked")) if path.is_dir() else [path])]
    lessons = prepare(
        options.data,
        files,
        tokenizer,
        load_labels(options.model / "labels.json"),
        Reader(options.model),
        load_names(options.names),
        options.stances,
        plan,
        corrections=options.corrections,
        unclear=not options.without_unclear,
    )
    teach_vectors(lessons, teacher)
    fit(network, lessons, plan, options.out)
    save_weights(network, options.out / "reader.safetensors")


if __name__ == "__main__":
    main()
