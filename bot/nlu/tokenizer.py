"""spaCy's Swedish tokens for Rasa."""

from __future__ import annotations

from typing import List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.swedish.analyzer import analyse


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SwedishTokenizer(Tokenizer):
    """Words with lemmas from `bot.swedish`; punctuation is left out."""

    @staticmethod
    def get_default_config():
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        return [Token(word.text, word.start, word.end, lemma=word.lemma) for word in analyse(message.get(attribute))]
