numbers = []
for i in range(200000):
    numbers.append(i)
total = 0
for number in numbers:
    total += number
print(total)
