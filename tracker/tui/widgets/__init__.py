"""Parts of the screens: they are given values and draw them; of journals and files they know nothing."""
