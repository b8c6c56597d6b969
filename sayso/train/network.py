"""The reading network: one small encoder over one paragraph, a head for each thing to be read.

A 22M-parameter encoder (MiniLM, six layers, lower-cased vocabulary) plus a word-shape embedding. Every head is small
and works on the same states, so a report is read in one pass. Shapes: B paragraphs, T pieces, N cues, W tokens,
H = 384 hidden units, R = 256 role units.

Sources: the encoder is MiniLM (Wang et al. 2020); arcs and labels are biaffine (Dozat and Manning 2017); roles are
decoded by a linear-chain CRF (Lafferty et al. 2001); antecedents are ranked over mention heads as in word-level
coreference (Dobrovolskii 2021).
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from sayso.train.labels import ROLES, Labels

FARTHEST = 32
"""Distances to the cue beyond this many pieces are not told apart."""
ANTECEDENT_WINDOW = 150
"""A mention's antecedent is sought among this many mentions before it."""
ROLE_UNITS = 256
ROLE_HEADS = 4


class Biaffine(nn.Module):
    """Scores of every pair: [B, W, n] and [B, W, n] -> [B, outputs, W, W]."""

    def __init__(self, units: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, units + 1, units + 1))

    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        left = torch.cat([left, torch.ones_like(left[..., :1])], -1)
        right = torch.cat([right, torch.ones_like(right[..., :1])], -1)
        return torch.einsum("bih,ohk,bjk->boij", left, self.weight, right)


class RoleLayer(nn.Module):
    """A transformer layer whose attention is written out: torch's own exports with a fixed length."""

    def __init__(self, units: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(units, 3 * units)
        self.out = nn.Linear(units, units)
        self.wide = nn.Linear(units, 2 * units)
        self.narrow = nn.Linear(2 * units, units)
        self.norm_attention = nn.LayerNorm(units)
        self.norm_feed = nn.LayerNorm(units)
        self.drop = nn.Dropout(0.1)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        n, length, units = states.shape
        width = units // self.heads
        q, k, v = self.qkv(states).view(n, length, 3, self.heads, width).permute(2, 0, 3, 1, 4)
        weights = self.drop(torch.softmax(q @ k.transpose(-1, -2) / width**0.5 + bias, -1))
        attended = (weights @ v).transpose(1, 2).reshape(n, length, units)
        states = self.norm_attention(states + self.drop(self.out(attended)))
        return self.norm_feed(states + self.drop(self.narrow(self.drop(F.gelu(self.wide(states))))))


class ReadingNetwork(nn.Module):
    """The encoder and all its heads."""

    def __init__(self, config: BertConfig, labels: Labels) -> None:
        super().__init__()
        hidden = config.hidden_size
        config._attn_implementation = "eager"  # the other ways export masks that cost a tenth of the time
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.shape = nn.Embedding(5, hidden)
        self.drop = nn.Dropout(0.1)
        self.token_start = nn.Linear(hidden, 2)
        self.sentence_start = nn.Linear(hidden, 2)
        self.cue = nn.Linear(hidden, 3)
        self.name = nn.Linear(hidden, len(labels.name))
        self.pos = nn.Linear(hidden, len(labels.pos))
        self.mention = nn.Linear(hidden, len(labels.mention))
        self.vector = nn.Linear(hidden, hidden)

        self.role_piece = nn.Linear(hidden, ROLE_UNITS)
        self.role_cue = nn.Linear(hidden, ROLE_UNITS)
        self.role_distance = nn.Embedding(2 * FARTHEST + 1, ROLE_UNITS)
        self.role_mark = nn.Embedding(2, ROLE_UNITS)
        self.role_norm = nn.LayerNorm(ROLE_UNITS)
        self.role_layers = nn.ModuleList(RoleLayer(ROLE_UNITS, ROLE_HEADS) for _ in range(2))
        self.role = nn.Linear(ROLE_UNITS, len(ROLES))
        self.role_transition = nn.Parameter(torch.zeros(len(ROLES), len(ROLES)))
        self.role_first = nn.Parameter(torch.zeros(len(ROLES)))
        self.stance_look = nn.Linear(ROLE_UNITS + hidden, 1)
        self.stance_hidden = nn.Linear(3 * (ROLE_UNITS + hidden), ROLE_UNITS)
        self.stance = nn.Linear(ROLE_UNITS, len(labels.stance))

        self.arc_head = nn.Linear(hidden, 256)
        self.arc_dependent = nn.Linear(hidden, 256)
        self.arc = Biaffine(256, 1)
        self.label_head = nn.Linear(hidden, 96)
        self.label_dependent = nn.Linear(hidden, 96)
        self.label = Biaffine(96, len(labels.dependency))

        self.antecedent = nn.Linear(hidden, 192)
        self.anaphor = nn.Linear(hidden, 192)
        self.coreference = Biaffine(192, 1)
        self.no_antecedent = nn.Linear(hidden, 1)
        self.mention_distance = nn.Embedding(20, 1)

    def encode(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """States of the pieces: [B, T] -> [B, T, H]."""
        words = self.encoder.embeddings.word_embeddings(ids) + self.shape(shapes)
        return self.drop(self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state)

    def sentence_vector(self, states: Tensor, mask: Tensor) -> Tensor:
        """One unit vector a paragraph: [B, H]."""
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return F.normalize(self.vector(mean).float(), dim=-1)

    def roles(self, states: Tensor, mask: Tensor, rows: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
        """For each cue (row of its paragraph, first and last piece): role emissions [N, T, 5], stance scores [N, S]."""
        position = torch.arange(states.shape[1], device=states.device)[None]
        before, after = position - first[:, None], position - last[:, None]
        distance = torch.where(before < 0, before, torch.where(after > 0, after, torch.zeros_like(after)))
        inside = (position >= first[:, None]) & (position <= last[:, None])
        piece = self.role_piece(states)[rows]
        cue = self.role_cue((states[rows, first] + states[rows, last]) / 2)[:, None]
        where = self.role_distance(distance.clamp(-FARTHEST, FARTHEST) + FARTHEST) + self.role_mark(inside.long())
        conditioned = self.role_norm(F.gelu(piece + cue + piece * cue * 0.1 + where))
        bias = (1.0 - mask[rows][:, None, None].to(conditioned.dtype)) * -1e4
        for layer in self.role_layers:
            conditioned = layer(conditioned, bias)
        emissions = self.role(conditioned)
        seen = torch.cat([conditioned, states[rows]], -1)
        return emissions, self._stance(seen, emissions, inside & mask[rows].bool(), mask[rows])

    def _stance(self, seen: Tensor, emissions: Tensor, inside: Tensor, mask: Tensor) -> Tensor:
        """Stance from the states of the cue, of what it holds, and of the words that tell: "pure invention", "not"."""
        on_cue = inside.to(seen.dtype)[..., None]
        on_content = torch.softmax(emissions.detach(), -1)[..., 3:].sum(-1, keepdim=True) * mask[..., None]
        cue = (seen * on_cue).sum(1) / on_cue.sum(1)
        content = (seen * on_content).sum(1) / (on_content.sum(1) + 1.0)
        look = self.stance_look(seen) - (1.0 - mask[..., None].to(seen.dtype)) * 1e4
        telling = (seen * torch.softmax(look, 1)).sum(1)
        return self.stance(F.gelu(self.stance_hidden(self.drop(torch.cat([cue, content, telling], -1)))))

    def arcs(self, tokens: Tensor, real: Tensor) -> Tensor:
        """How much each token [B, W, H] (row 0 is the root) wants each other as its head: [B, W, W]."""
        scores = self.arc(F.gelu(self.arc_dependent(tokens)), F.gelu(self.arc_head(tokens)))[:, 0]
        return scores.float().masked_fill(real[:, None] == 0, -1e4)

    def labels_of(self, tokens: Tensor, heads: Tensor) -> Tensor:
        """Label scores of the arcs to the given heads [B, W] alone: [B, W, L]."""
        dependent, head = F.gelu(self.label_dependent(tokens)), F.gelu(self.label_head(tokens))
        chosen = head.gather(1, heads[..., None].expand(-1, -1, head.shape[-1]))
        dependent = torch.cat([dependent, torch.ones_like(dependent[..., :1])], -1)
        chosen = torch.cat([chosen, torch.ones_like(chosen[..., :1])], -1)
        outer = (dependent[..., :, None] * chosen[..., None, :]).flatten(2)
        return outer @ self.label.weight.flatten(1).T

    def antecedents(self, heads: Tensor) -> Tensor:
        """States of a document's mention heads [M, H] -> scores [M, 1 + M]; column 0 is "none of them"."""
        scores = self.coreference(self.anaphor(heads)[None], self.antecedent(heads)[None])[0, 0]
        index = torch.arange(len(heads), device=heads.device)
        distance = (index[:, None] - index[None]).clamp(min=0)
        scores = scores + self.mention_distance(distance_bucket(distance))[..., 0]
        barred = (index[None] >= index[:, None]) | (distance > ANTECEDENT_WINDOW)
        return torch.cat([self.no_antecedent(heads), scores.masked_fill(barred, -1e4)], 1)


def distance_bucket(distance: Tensor) -> Tensor:
    """Ten buckets of one mention each, then ten that grow by the square root of two."""
    far = 10 + (torch.log2(distance.float() / 10 + 1e-6) * 2).clamp(0, 9).long()
    return torch.where(distance < 10, distance, far)
