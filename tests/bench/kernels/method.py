numbers = [0]
total = 0
for i in range(800000):
    total += numbers.count(0)
print(total)
