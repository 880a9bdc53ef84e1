# What boards are called, in the terminal and in the window.

boards-usb-unknown = unknown USB device
boards-firmata = Firmata { $version } ({ $name })
boards-firmata-nameless = Firmata { $version }
boards-micropython = MicroPython { $version } ({ $machine })
boards-text = prints text at { $baud } baud: { $line }
