numbers = []
x = 7
for i in range(10000):
    x = (x * 1103515 + 12345) % 2147483
    numbers.append(x)
numbers.sort()
print(numbers[5000])
