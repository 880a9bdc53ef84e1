# What boards are called, in the terminal and in the window.

boards-usb-unknown = okänd USB-enhet
boards-firmata = Firmata { $version } ({ $name })
boards-firmata-nameless = Firmata { $version }
boards-micropython = MicroPython { $version } ({ $machine })
boards-text = skriver text med { $baud } baud: { $line }
