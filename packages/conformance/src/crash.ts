import type { RefusalError } from './vector.js';

// What the errors of languages say when a program is wrong, rather than its input. A plain TypeError or ValueError is no
// sign: SDKs refuse with them.
const CRASHES: readonly RegExp[] = [
  // JavaScript
  /Cannot (?:read|set) propert(?:y|ies) .*of (?:undefined|null)|(?:undefined|null) is not an object|Cannot convert undefined or null to object/,
  /\bis not a (?:function|constructor)\b|^(?:\w+: )?\w+ is not (?:defined|iterable)$|Maximum call stack size exceeded|Cannot find (?:module|package)/,
  // Python
  /\b(?:AttributeError|NameError|UnboundLocalError|RecursionError|ImportError|ModuleNotFoundError|IndexError)\b|Traceback \(most recent call last\)/,
  /object has no attribute|object is not (?:subscriptable|callable|iterable)|unexpected keyword argument|required (?:positional|keyword-only) argument/,
  // Ruby
  /\b(?:NoMethodError|NameError|LoadError|SystemStackError|FrozenError)\b|undefined (?:local variable or )?method|uninitialized constant|no implicit conversion of/,
  // PHP
  /Failed opening required|(?:Class|Interface|Trait) ["'][^"']*["'] not found|Call to (?:undefined|a member function)|Undefined (?:array key|index|offset|variable|property)|Array to string conversion|Return value must be of type/,
  // Java, Kotlin, .NET
  /\b(?:NullPointer|ClassCast|ArrayIndexOutOfBounds|StringIndexOutOfBounds|IndexOutOfBounds|NullReference|InvalidCast|IndexOutOfRange)Exception\b|\b(?:StackOverflowError|NoSuchMethodError|NoClassDefFoundError)\b|Object reference not set to an instance/,
  // Go, Rust, Swift, C
  /runtime error: |nil pointer dereference|interface conversion: |panicked at |called `(?:Option|Result)::unwrap|Unexpectedly found nil|[Ss]egmentation fault/,
];

/** Whether the error of a refusal is that of a broken program; what the adapter itself says of it comes first. */
export function isCrash({ crash, message = '' }: RefusalError): boolean {
  return crash ?? CRASHES.some((pattern) => pattern.test(message));
}
