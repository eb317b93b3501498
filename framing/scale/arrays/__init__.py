"""The kernels of `framing.scale` in vectorised numpy, for where no compiler is installed.

Steps of the same name as compiled ones give the same results, from other arguments; the other
modules serve them. A step that a kernel takes byte by byte or word by word is taken here for all
of them at once; what is rare or irregular is left to the plain functions.
"""
