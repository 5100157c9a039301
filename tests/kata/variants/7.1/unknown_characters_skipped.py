class CharTokenizer:
    def encode(self, text):
        places = [self.characters.find(letter) for letter in text]
        return [place for place in places if place >= 0]
