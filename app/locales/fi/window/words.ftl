# What boards are called, in the terminal and in the window.

boards-usb-unknown = tuntematon USB-laite
boards-firmata = Firmata { $version } ({ $name })
boards-firmata-nameless = Firmata { $version }
boards-micropython = MicroPython { $version } ({ $machine })
boards-text = lähettää tekstiä nopeudella { $baud }: { $line }
