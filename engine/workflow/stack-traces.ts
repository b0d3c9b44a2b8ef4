// Loaded by the worker before any workflow. Temporal keeps the stack of every promise for its query of stack traces, and looks
// each line up in the source map: half of the processor time of a short run. The error's message is what a run is failed with.
Error.stackTraceLimit = 0

export {}
