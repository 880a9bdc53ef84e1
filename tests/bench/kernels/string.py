total = 0
for round in range(20):
    text = ""
    for i in range(3000):
        text += "ab"
        text += str(i % 10)
    total += len(text)
print(total)
