"""What fills the terminal: whole screens and the boxes that open over them."""
