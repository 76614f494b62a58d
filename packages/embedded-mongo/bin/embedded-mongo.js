#!/usr/bin/env node
// Not in dist/, because npm links it when it installs, before anything is built.
import '../dist/archive/archive-command.js';
