// Scores departments whose facts already lie in memory, again and again:
//
//     departments RULES IN.csv REPETITIONS
//
// prints `n=N median=NS best=NS total_hundredths=N fnv1a64=HEX grades=N,N,N,N` on one line: nanoseconds a department,
// and the sums by which the results are known (64-bit FNV-1a over the lines `id,total` with two decimals; departments
// by grade from the best). A status of 3 says that some department could not be scored in memory.

import Columnar
import Evaluator
import ExactNumbers
import RuleLang

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

func fail(_ why: String, status: Int32 = 2) -> Never {
  let text = Array((why + "\n").utf8)
  write(STDERR_FILENO, text, text.count)
  exit(status)
}

func bytes(of path: String) -> [UInt8] {
  let descriptor = open(path, O_RDONLY)
  var info = stat()
  guard descriptor >= 0, fstat(descriptor, &info) == 0 else { fail("cannot read \(path)") }
  defer { close(descriptor) }
  let size = Int(info.st_size)
  return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    while count < size {
      let more = read(descriptor, buffer.baseAddress?.advanced(by: count), size - count)
      if more <= 0 { break }
      count += more
    }
  }
}

func nanoseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
}

func ruleset(in folder: String) -> Ruleset {
  let names = [
    "00-scheme", "01-facts", "10-investment", "20-execution", "30-management", "40-results",
  ]
  let sources = names.map { name in
    SourceFile(path: "\(name).rules", bytes: bytes(of: "\(folder)/\(name).rules"))
  }
  guard let ruleset = RulesetChecker.check(sources).ruleset else { fail("the rules have errors") }
  return ruleset
}

func run() {
  let arguments = CommandLine.arguments
  guard arguments.count == 4, let repetitions = Int(arguments[3]), repetitions > 0 else {
    fail("usage: departments RULES IN.csv REPETITIONS")
  }
  let program = Program(ruleset(in: arguments[1]))
  let data = bytes(of: arguments[2])
  let defaults = DataDefaults(fiscalYear: 2023, moneyUnit: "万元", departmentColumn: "id")
  guard let headerEnd = data.firstIndex(of: 0x0A),
    var stream = RecordStream(
      path: "data.csv", sample: Array(data[...headerEnd]), fileIndex: 0, isWhole: true,
      defaults: defaults)
  else { fail("the data have no header") }
  stream.append(Array(data[...headerEnd]))
  stream.finish()
  _ = stream.next()
  guard let header = stream.header,
    let table = ColumnTable(
      program, binder: Binder(ruleset: program.ruleset), header: header, separator: 0x2C)
  else { fail("the columns are not those of the rules") }
  table.append(Array(data[(headerEnd + 1)...]))
  var times: [Int] = []
  for _ in 0..<repetitions {
    let start = nanoseconds()
    table.score()
    times.append(nanoseconds() - start)
  }
  times.sort()
  report(table, data, from: headerEnd + 1, times)
}

func report(_ table: ColumnTable, _ data: [UInt8], from start: Int, _ times: [Int]) {
  var at = start
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  var sum = Rational.zero
  var grades = [0, 0, 0, 0]
  table.forEachResult { result in
    guard let (total, grade) = result, let grade else {
      fail("a department could not be scored in memory", status: 3)
    }
    let end = data[at...].firstIndex(of: 0x2C) ?? data.count
    for byte in Array(data[at..<end]) + Array(",\(total.decimalText(places: 2))\n".utf8) {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    at = (data[end...].firstIndex(of: 0x0A) ?? data.count) + 1
    sum += total
    grades[grade] += 1
  }
  func each(_ time: Int) -> String {
    (Rational(time).divided(by: Rational(table.rowCount)) ?? .zero).decimalText(places: 1)
  }
  let hundredths = (sum * .hundred).decimalText ?? ""
  let hex = String(hash, radix: 16)
  print(
    "n=\(table.rowCount) median=\(each(times[times.count / 2])) best=\(each(times[0]))",
    "total_hundredths=\(hundredths)",
    "fnv1a64=\(String(repeating: "0", count: 16 - hex.count) + hex)",
    "grades=\(grades.map(String.init).joined(separator: ","))")
}

run()
