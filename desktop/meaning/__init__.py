"""What texts mean, as vectors of a sentence model: the optional extra ``diptych[semantic]``; nothing here is needed to read."""
