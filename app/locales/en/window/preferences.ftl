# Settings, and about DigiLab.

preferences-title = Settings
preferences-close = Close (Esc)
preferences-language = Language
preferences-theme = Look
preferences-theme-system = Same as the device
preferences-theme-light = Light
preferences-theme-dark = Dark
preferences-size = Size of text
preferences-smaller = Smaller
preferences-larger = Larger
preferences-usual = Usual size
preferences-percent = Text is at { $percent } % of its usual size.
preferences-about = About
preferences-version = DigiLab, version { $version }
preferences-private = DigiLab does not track you. Your programs stay on this device until you share them yourself.
preferences-licence = DigiLab is free software: you may use, change and share it (licence MIT or Apache 2.0).
preferences-others = Fonts: Ubuntu (Ubuntu Font Licence), Hack (MIT), Noto Emoji (OFL). The window is drawn by egui (MIT or Apache 2.0), and programs are run by Rhai (MIT or Apache 2.0).
