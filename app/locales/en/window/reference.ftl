# The reference: functions and pictures beside the program.

reference-title = Reference
reference-search = Find a function or a picture
reference-only-board = Only what my board has
reference-none = Nothing was found. Try a shorter word.
reference-insert = Put into my program
reference-copy = Copy

reference-group-boards = Boards
reference-group-display = Display
reference-group-flow = Time and repeating
reference-group-buttons = Buttons and movements
reference-group-sensors = Sensors
reference-group-sound = Sound
reference-group-pins = Pins
reference-group-console = Console and plots
reference-group-numbers = Numbers
reference-group-lists = Lists and texts
reference-group-learning = Tables and learning
reference-group-i2c = I2C bus
reference-group-pictures = Pictures
