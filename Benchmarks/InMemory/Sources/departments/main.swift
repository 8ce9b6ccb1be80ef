// Scores departments whose facts already lie in memory, again and again:
//
//     departments RULES IN.csv REPETITIONS
//
// prints `n=N median=NS best=NS total_hundredths=N fnv1a64=HEX grades=N,N,N,N` on one line: nanoseconds a department,
// and the sums by which the results are known (64-bit FNV-1a over the lines `id,total` with two decimals; departments
// by grade from the best). A status of 3 says that there is no such way to score yet.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

let message: StaticString = "scoring columns in memory is not there yet\n"
write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
exit(3)
