"""The portal as it will be, in a browser that follows every save; never part of the frozen site."""
