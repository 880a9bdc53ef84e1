game = {"players": [{"score": 0}]}
for i in range(600000):
    game["players"][0]["score"] += 1
print(game["players"][0]["score"])
