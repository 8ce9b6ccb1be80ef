// The scheme, written by hand for one row and for blocks of columns. Everything is exact: amounts are whole
// hundredths, ratios are compared by multiplying across, and the one sum of four fractions (indicator 20) is
// taken in 128 bits where it lies near a rounding line.
#pragma once
#include <stdbool.h>
#include <stdint.h>

// The 35 numbers in the order of the data's columns; the 20 ticks stand between ASSETS and DONE1.
enum {
  STAFF, ESTABLISHMENT, TP_LAST, TP_THIS, TP_ACTUAL, KEY_SPEND, TOTAL_BUDGET, CARRY_IN, INITIAL, ADDED,
  CARRY_LEFT, ADJUST, PAID, PLANNED, CARRY_LAST, PF_ACTUAL, PF_BUDGET, PROC_ACTUAL, PROC_BUDGET, FUNDS, ASSETS,
  DONE1, TARGET1, DONE2, TARGET2, DONE3, TARGET3, DONE4, TARGET4, B1, B2, B3, B4, B5, SATISFACTION, NUMBERS
};
enum { C12A = 0, C14A = 3, C15A = 7, C16A = 11, C17A = 14, C19A = 17, TICKS = 20 };

typedef struct {
  int64_t number[NUMBERS];
  uint8_t tick[TICKS];
} Department;

// Scores in hundredths by number of the indicator, sections, total, and the grade from the best.
typedef struct {
  int score[23], section[4], total, grade;
} Sheet;

static const char *const GRADES[4] = {"优", "良", "中", "差"};

static inline int grade_of(int total) {
  return total >= 9000 ? 0 : total >= 8000 ? 1 : total >= 6000 ? 2 : 3;
}

// ---------------------------------------------------------------- one row

static inline int above_zero(int64_t x) { return x < 0 ? 0 : (int)x; }

// `full`, less `per` for each whole point that a is over b, or under it.
static inline int over(int64_t a, int64_t b, int full, int per) {
  return a <= b ? full : above_zero(full - per * (100 * (a - b) / b));
}
static inline int under(int64_t a, int64_t b, int full, int per) {
  return a >= b ? full : above_zero(full - per * (100 * (b - a) / b));
}

// Indicator 20: 300 times the sum of min(1, done / target), half up.
static int tasks_exact(const int64_t *pairs) {
  __int128 n = 0, d = 1;
  for (int i = 0; i < 4; i++) {
    int64_t done = pairs[2 * i], target = pairs[2 * i + 1];
    if (done >= target) {
      n += d;
    } else {
      n = n * target + d * done;
      d *= target;
    }
  }
  return (int)((600 * n + d) / (2 * d));
}

// The same in binary fractions; only sums within 1e-9 of a rounding line are taken exactly.
static inline int tasks(const int64_t *pairs) {
  double sum = 0.5;
  for (int i = 0; i < 4; i++) {
    int64_t done = pairs[2 * i], target = pairs[2 * i + 1];
    sum += done >= target ? 300.0 : 300.0 * (double)done / (double)target;
  }
  int whole = (int)sum;
  double rest = sum - whole;
  return __builtin_expect(rest < 1e-9 || rest > 1 - 1e-9, 0) ? tasks_exact(pairs) : whole;
}

static inline __attribute__((always_inline)) void score_row(const Department *department, Sheet *sheet) {
  static const int thirds[4] = {0, 67, 133, 200};
  const int64_t *v = department->number;
  const uint8_t *t = department->tick;
  int *s = sheet->score;

  s[1] = over(v[STAFF], v[ESTABLISHMENT], 200, 10);
  s[2] = v[TP_LAST] == 0 ? (v[TP_THIS] == 0 ? 200 : 0) : over(v[TP_THIS], v[TP_LAST], 200, 30);
  int64_t key = 10 * v[KEY_SPEND], budget = v[TOTAL_BUDGET];
  s[3] = key >= 9 * budget ? 300 : key >= 8 * budget ? 240 : key >= 7 * budget ? 180
         : key >= 6 * budget ? 120 : 0;

  int64_t left = v[CARRY_LEFT], last = v[CARRY_LAST];
  int64_t available = v[CARRY_IN] + v[INITIAL] + v[ADDED];
  s[4] = left <= 0 ? 500 : above_zero(500 - 50 * (100 * left / available));
  int64_t adjust = v[ADJUST] < 0 ? -v[ADJUST] : v[ADJUST], initial = v[INITIAL];
  s[5] = adjust == 0 ? 500 : 10 * adjust <= initial ? 400 : 5 * adjust <= initial ? 300
         : 10 * adjust <= 3 * initial ? 150 : 0;
  int64_t paid = v[PAID], planned = v[PLANNED];
  s[6] = planned == 0 || paid >= planned ? 300 : (int)((600 * paid + planned) / (2 * planned));
  s[7] = left <= 0 ? 300 : 20 * left <= budget ? 200 : 10 * left <= budget ? 100 : 0;
  if (last == 0) {
    s[8] = left == 0 ? 300 : 0;
  } else if (left <= last) {
    s[8] = 300;
  } else {
    int64_t rest = 300 * last - 2000 * (left - last);
    s[8] = rest <= 0 ? 0 : (int)((2 * rest + last) / (2 * last));
  }
  s[9] = v[PF_BUDGET] == 0 ? (v[PF_ACTUAL] == 0 ? 800 : 0) : over(v[PF_ACTUAL], v[PF_BUDGET], 800, 100);
  s[10] = v[TP_THIS] == 0 ? (v[TP_ACTUAL] == 0 ? 800 : 0) : over(v[TP_ACTUAL], v[TP_THIS], 800, 100);
  s[11] = v[PROC_BUDGET] == 0 ? 600 : under(v[PROC_ACTUAL], v[PROC_BUDGET], 600, 50);

  s[12] = 100 * (t[C12A] + t[C12A + 1] + t[C12A + 2]);
  s[13] = above_zero(400 - 100 * v[FUNDS]);
  s[14] = 125 * (t[C14A] + t[C14A + 1] + t[C14A + 2] + t[C14A + 3]);
  s[15] = 75 * (t[C15A] + t[C15A + 1] + t[C15A + 2] + t[C15A + 3]);
  s[16] = thirds[t[C16A] + t[C16A + 1] + t[C16A + 2]];
  s[17] = thirds[t[C17A] + t[C17A + 1] + t[C17A + 2]];
  s[18] = above_zero(400 - 100 * v[ASSETS]);
  s[19] = 100 * (t[C19A] + t[C19A + 1] + t[C19A + 2]);

  s[20] = tasks(v + DONE1);
  int64_t benefits = 0;
  for (int i = B1; i <= B5; i++) benefits += v[i] < 10000 ? v[i] : 10000;
  s[21] = (int)((benefits + 25) / 50);
  int64_t satisfied = v[SATISFACTION];
  s[22] = satisfied >= 9000 ? 400 : satisfied >= 8000 ? 300 : satisfied >= 6000 ? 200 : 0;

  static const int first[5] = {1, 4, 12, 20, 23};
  sheet->total = 0;
  for (int section = 0; section < 4; section++) {
    int sum = 0;
    for (int i = first[section]; i < first[section + 1]; i++) sum += s[i];
    sheet->section[section] = sum;
    sheet->total += sum;
  }
  sheet->grade = grade_of(sheet->total);
}
