grid = []
for y in range(100):
    grid.append([0] * 100)
for round in range(40):
    for y in range(100):
        for x in range(100):
            grid[y][x] += x
print(grid[99][99])
