# SPDX-License-Identifier: MIT
"""What a document is: values and pure functions, without files and without Qt."""
