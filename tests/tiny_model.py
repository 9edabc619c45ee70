"""A translation model small enough to be made for a test, in the form in which Marian saves one.

It is a whole Transformer with a SentencePiece vocabulary, but its weights are set, not learnt: it
translates word for word by `WORDS` and gives back unchanged what is not in there. So what loads and
runs it can be tested without a download, and what it answers is known.

How: the encoder hands on what each piece is and where it stands. The decoder attends, at its nth
step, to the nth piece, and the last layer knows which piece that one becomes. Pieces and places are
written as random signs, of which no two rows are much alike.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import numpy.typing as npt
import sentencepiece

WORDS = {
    "أعلنت": "announced",
    "الوزارة": "ministry",
    "خطة": "plan",
    "جديدة": "new",
    "للمياه": "water",
    "في": "in",
    "بغداد": "Baghdad",
    "قال": "said",
    "قالت": "said",
    "المدير": "director",
    "إن": "that",
    "المدرسة": "school",
    "مفتوحة": "open",
    "اليوم": "today",
    "بعد": "after",
    "المطر": "rain",
    "وصل": "arrived",
    "الوفد": "delegation",
    "إلى": "to",
    "المدينة": "city",
}
SIGNS = {"،": ",", "؛": ";", "؟": "?"}
LETTERS = "ء آ أ ؤ إ ئ ا ب ة ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ى ي"
MASKS = "X0X X1X X2X X3X X4X X5X X6X X7X X8X X9X"
OTHERS = '. , ; : ? ! " ( ) - /'
"""More to give back as it is; what is not in here either, such as «日», gets lost."""

PIECE, PLACE = slice(0, 64), slice(64, 128)
BECOMES = slice(128, 192)
"""Which columns of a state say what a piece is, where it stands, and what the decoder found."""
WIDTH, INNER = 192, 8
PLACES = 1100
"""Longest text in pieces; CTranslate2 reads no more than 1,024."""
SHARPNESS = 4.0
"""How strongly queries and keys count: attention goes to one place, and to no other."""

CONFIG = """\
type: transformer
enc-depth: 1
dec-depth: 1
transformer-heads: 1
transformer-decoder-autoreg: self-attention
transformer-no-projection: false
transformer-ffn-activation: relu
transformer-preprocess: n
transformer-postprocess: da
transformer-postprocess-emb: d
transformer-postprocess-top: n
transformer-guided-alignment-layer: last
"""
"""What Marian writes into a model of its own form."""

Matrix = npt.NDArray[np.float32]


def make_tiny_model(folder: Path) -> Path:
    """Write the model and its vocabulary into a new folder, the same each time; return it."""
    folder.mkdir(parents=True)
    vocabulary = _vocabulary()
    (folder / "vocab.spm").write_bytes(vocabulary)
    weights = _weights(sentencepiece.SentencePieceProcessor(model_proto=vocabulary))
    config = np.frombuffer(f"{CONFIG}\0".encode(), dtype=np.int8)
    np.savez(folder / "model.npz", **{"special:model.yml": config}, **weights)
    return folder


def _vocabulary() -> bytes:
    """Return a trained SentencePiece model in which every word above is one piece."""
    made = io.BytesIO()
    lines = [f"{ar} {en}" for ar, en in (WORDS | SIGNS).items()]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([*lines * 3, LETTERS, MASKS, OTHERS]),
        model_writer=made,
        vocab_size=1000,
        hard_vocab_limit=False,
        character_coverage=1.0,
        num_threads=1,
        minloglevel=2,
    )
    return made.getvalue()


def _weights(vocabulary: sentencepiece.SentencePieceProcessor) -> dict[str, Matrix]:
    """Return every matrix of the model by the name Marian gives it."""
    signs = np.random.default_rng(0)
    pieces = signs.choice([-1.0, 1.0], (vocabulary.vocab_size(), _size(PIECE)))
    places = signs.choice([-1.0, 1.0], (PLACES, _size(PLACE)))
    weights = {
        # Embeddings are multiplied by the square root of the width when they are looked up.
        "Wemb": _rows(pieces / WIDTH**0.5, PIECE),
        "Wpos": _rows(places, PLACE),
        "decoder_ff_logit_out_Wt": _rows(_becomes(vocabulary) @ pieces, BECOMES),
        **_attention("encoder_l1_self"),
        **_attention("decoder_l1_self"),
        **_attention("decoder_l1_context"),
        **_unused("encoder_l1_ffn"),
        **_unused("decoder_l1_ffn"),
        **_norm("encoder_top"),
        **_norm("decoder_top"),
    }
    weights["decoder_l1_context_Wq"] = SHARPNESS * _copy(PLACE, PLACE)
    weights["decoder_l1_context_Wk"] = SHARPNESS * _copy(PLACE, PLACE)
    weights["decoder_l1_context_Wv"] = _copy(PIECE, BECOMES)
    weights["decoder_l1_context_Wo"] = _copy(BECOMES, BECOMES)
    return {name: matrix.astype(np.float32) for name, matrix in weights.items()}


def _becomes(vocabulary: sentencepiece.SentencePieceProcessor) -> npt.NDArray[np.float64]:
    """Return a matrix with a 1 where the piece of a row is the translation of a column's."""
    count = vocabulary.vocab_size()
    known = {f"▁{ar}": f"▁{en}" for ar, en in WORDS.items()} | SIGNS
    known |= {f"▁{sign}": other for sign, other in SIGNS.items()}
    matrix = np.zeros((count, count))
    for piece in range(count):
        text = vocabulary.id_to_piece(piece)
        matrix[vocabulary.piece_to_id(known.get(text, text)), piece] = 1
    return matrix


def _attention(name: str) -> dict[str, npt.NDArray[np.float64]]:
    """Return an attention that adds nothing."""
    matrices = {f"{name}_W{part}": np.zeros((WIDTH, WIDTH)) for part in "qkvo"}
    return {**matrices, **_norm(f"{name}_Wo", "_pre")}


def _unused(name: str) -> dict[str, npt.NDArray[np.float64]]:
    """Return a feed-forward layer that adds nothing."""
    matrices = {f"{name}_W1": np.zeros((WIDTH, INNER)), f"{name}_W2": np.zeros((INNER, WIDTH))}
    return {**matrices, **_norm(f"{name}_ffn", "_pre")}


def _norm(name: str, suffix: str = "") -> dict[str, npt.NDArray[np.float64]]:
    """Return a layer norm that changes nothing but the scale."""
    scale, bias = np.ones((1, WIDTH)), np.zeros((1, WIDTH))
    return {f"{name}_ln_scale{suffix}": scale, f"{name}_ln_bias{suffix}": bias}


def _copy(source: slice, target: slice) -> npt.NDArray[np.float64]:
    """Return a matrix that moves some columns of a state elsewhere and leaves out the others."""
    matrix = np.zeros((WIDTH, WIDTH))
    matrix[source, target] = np.eye(_size(source))
    return matrix


def _rows(values: npt.NDArray[np.float64], columns: slice) -> npt.NDArray[np.float64]:
    """Return rows of a state's width with the values in these columns."""
    rows = np.zeros((len(values), WIDTH))
    rows[:, columns] = values
    return rows


def _size(columns: slice) -> int:
    return int(columns.stop - columns.start)
