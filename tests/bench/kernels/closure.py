def counter():
    count = 0
    def add(x):
        nonlocal count
        count += x
        return count
    for i in range(600000):
        add(1)
    return count
print(counter())
