#!/usr/bin/env node
// There before anything is built, so that npm links the command at once.
import '../dist/cli.js';
