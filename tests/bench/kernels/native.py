total = 0
for i in range(800000):
    total += max(i, 3)
print(total)
