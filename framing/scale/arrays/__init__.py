"""The kernels of `framing.scale` in vectorised numpy, for where no compiler is installed.

Each module is the twin of the compiled one of its name: the same functions, the same results. A
step that a kernel takes byte by byte or word by word is taken here for all of them at once; what is
rare or irregular is left to the plain functions.
"""
