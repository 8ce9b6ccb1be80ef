// The scheme over columns of doubles that hold whole hundredths, 256 departments at a time, in loops that a compiler
// makes vectors of. Still exact: of whole n and d with n + d <= 2^53 the rounded quotient never reaches the
// next whole number from below, so (int)(n / d) is the whole quotient.
#pragma once
#include "scheme.h"

enum { BLOCK = 256 };
#define EACH(i) for (int i = 0; i < BLOCK; i++)
#define INLINE static inline __attribute__((always_inline))

typedef const double *restrict Numbers;
typedef const uint8_t *restrict Ticks;
typedef int16_t *restrict Scores;
typedef int *restrict Totals;

typedef struct {
  double *number[NUMBERS];
  uint8_t *tick[TICKS];
  int16_t *score[23];
  int32_t *total;
  uint8_t *grade;
} Columns;

INLINE int at_least_zero(int x) { return x < 0 ? 0 : x; }

// Quotients beyond this are worth nothing in any case, and would not fit an int.
INLINE double bounded(double x) { return x < 1e6 ? x : 1e6; }

// Less for each whole point over a limit; a limit of zero scores nothing where there is an amount, else full.
INLINE void over_block(Numbers a, Numbers b, Scores s, Totals total, int full, int per) {
  EACH(i) {
    double d = b[i] > 0 ? b[i] : 1;
    int score = at_least_zero(full - per * (int)bounded(100 * (a[i] - b[i]) / d));
    score = a[i] <= b[i] ? full : score;
    score = b[i] > 0 ? score : a[i] > 0 ? 0 : full;
    s[i] = (int16_t)score;
    total[i] += score;
  }
}

INLINE void under_block(Numbers a, Numbers b, Scores s, Totals total, int full, int per) {
  EACH(i) {
    double d = b[i] > 0 ? b[i] : 1;
    int score = at_least_zero(full - per * (int)(100 * (b[i] - a[i]) / d));
    score = a[i] >= b[i] ? full : score;
    s[i] = (int16_t)score;
    total[i] += score;
  }
}

INLINE void key_block(Numbers key, Numbers budget, Scores s, Totals total) {
  EACH(i) {
    double x = 10 * key[i], b = budget[i];
    int score = x >= 9 * b ? 300 : x >= 8 * b ? 240 : x >= 7 * b ? 180 : x >= 6 * b ? 120 : 0;
    s[i] = (int16_t)score;
    total[i] += score;
  }
}

INLINE void available_block(Numbers in, Numbers initial, Numbers added, Numbers left, Scores s, Totals total) {
  EACH(i) {
    int score = at_least_zero(500 - 50 * (int)bounded(100 * left[i] / (in[i] + initial[i] + added[i])));
    s[i] = (int16_t)score;
    total[i] += score;
  }
}

INLINE void adjust_block(Numbers adjust, Numbers initial, Scores s, Totals total) {
  EACH(i) {
    double a = adjust[i] < 0 ? -adjust[i] : adjust[i], b = initial[i];
    int score = a == 0 ? 500 : 10 * a <= b ? 400 : 5 * a <= b ? 300 : 10 * a <= 3 * b ? 150 : 0;
    s[i] = (int16_t)score;
    total[i] += score;
  }
}

INLINE void paid_block(Numbers paid, Numbers planned, Scores s, Totals total) {
  EACH(i) {
    double d = planned[i] > 0 ? planned[i] : 1;
    int score = (int)bounded((600 * paid[i] + d) / (2 * d));
    score = paid[i] >= planned[i] ? 300 : score;
    s[i] = (int16_t)score;
    total[i] += score;
  }
}

INLINE void left_block(Numbers left, Numbers budget, Scores s, Totals total) {
  EACH(i) {
    int score = left[i] <= 0 ? 300 : 20 * left[i] <= budget[i] ? 200 : 10 * left[i] <= budget[i] ? 100 : 0;
    s[i] = (int16_t)score;
    total[i] += score;
  }
}

INLINE void rise_block(Numbers left, Numbers last, Scores s, Totals total) {
  EACH(i) {
    double d = last[i] > 0 ? last[i] : 1;
    double rest = 300 * d - 2000 * (left[i] - last[i]);
    rest = rest < 0 ? -d : rest;
    int score = (int)bounded((2 * rest + d) / (2 * d));
    score = left[i] <= last[i] ? 300 : score;
    score = last[i] > 0 ? score : left[i] > 0 ? 0 : 300;
    s[i] = (int16_t)score;
    total[i] += score;
  }
}

INLINE void three_ticks(Ticks a, Ticks b, Ticks c, Scores s, Totals total, int each) {
  EACH(i) {
    int score = each * (a[i] + b[i] + c[i]);
    s[i] = (int16_t)score;
    total[i] += score;
  }
}

// 200 hundredths over three questions, half up: n * 200 / 3 as a multiplication.
INLINE void third_ticks(Ticks a, Ticks b, Ticks c, Scores s, Totals total) {
  EACH(i) {
    int score = (200 * (a[i] + b[i] + c[i]) + 1) * 21846 >> 16;
    s[i] = (int16_t)score;
    total[i] += score;
  }
}

INLINE void four_ticks(Ticks a, Ticks b, Ticks c, Ticks d, Scores s, Totals total, int each) {
  EACH(i) {
    int score = each * (a[i] + b[i] + c[i] + d[i]);
    s[i] = (int16_t)score;
    total[i] += score;
  }
}

INLINE void count_block(Numbers count, Scores s, Totals total) {
  EACH(i) {
    int score = at_least_zero(400 - 100 * (int)bounded(count[i]));
    s[i] = (int16_t)score;
    total[i] += score;
  }
}

INLINE double at_most_one(double x) { return x < 1 ? x : 1; }

INLINE void tasks_block(double *const *pairs, Scores s, Totals total) {
  Numbers d1 = pairs[0], t1 = pairs[1], d2 = pairs[2], t2 = pairs[3];
  Numbers d3 = pairs[4], t3 = pairs[5], d4 = pairs[6], t4 = pairs[7];
  double rest[BLOCK] __attribute__((aligned(64)));
  int score[BLOCK] __attribute__((aligned(64)));
  EACH(i) {
    double sum = 300 * (at_most_one(d1[i] / t1[i]) + at_most_one(d2[i] / t2[i])
                        + at_most_one(d3[i] / t3[i]) + at_most_one(d4[i] / t4[i])) + 0.5;
    score[i] = (int)sum;
    rest[i] = sum - score[i];
  }
  int close = 0;
  EACH(i) close |= rest[i] < 1e-9 || rest[i] > 1 - 1e-9;
  if (close) {
    EACH(i) {
      if (rest[i] >= 1e-9 && rest[i] <= 1 - 1e-9) continue;
      int64_t whole[8];
      for (int j = 0; j < 8; j++) whole[j] = (int64_t)pairs[j][i];
      score[i] = tasks_exact(whole);
    }
  }
  EACH(i) {
    s[i] = (int16_t)score[i];
    total[i] += score[i];
  }
}

INLINE double at_most_full(double x) { return x < 10000 ? x : 10000; }

INLINE void benefits_block(Numbers a, Numbers b, Numbers c, Numbers d, Numbers e, Scores s, Totals total) {
  EACH(i) {
    double sum = at_most_full(a[i]) + at_most_full(b[i]) + at_most_full(c[i]) + at_most_full(d[i])
                 + at_most_full(e[i]);
    int score = (int)((sum + 25) / 50);
    s[i] = (int16_t)score;
    total[i] += score;
  }
}

INLINE void satisfaction_block(Numbers x, Scores s, Totals total) {
  EACH(i) {
    int score = x[i] >= 9000 ? 400 : x[i] >= 8000 ? 300 : x[i] >= 6000 ? 200 : 0;
    s[i] = (int16_t)score;
    total[i] += score;
  }
}

// Scores the block of departments that begins at one.
static void score_block(const Columns *columns, long at) {
  double *v[NUMBERS];
  uint8_t *t[TICKS];
  int16_t *s[23];
  int total[BLOCK] __attribute__((aligned(64))) = {0};
  for (int j = 0; j < NUMBERS; j++) v[j] = columns->number[j] + at;
  for (int j = 0; j < TICKS; j++) t[j] = columns->tick[j] + at;
  for (int j = 1; j < 23; j++) s[j] = columns->score[j] + at;

  over_block(v[STAFF], v[ESTABLISHMENT], s[1], total, 200, 10);
  over_block(v[TP_THIS], v[TP_LAST], s[2], total, 200, 30);
  key_block(v[KEY_SPEND], v[TOTAL_BUDGET], s[3], total);
  available_block(v[CARRY_IN], v[INITIAL], v[ADDED], v[CARRY_LEFT], s[4], total);
  adjust_block(v[ADJUST], v[INITIAL], s[5], total);
  paid_block(v[PAID], v[PLANNED], s[6], total);
  left_block(v[CARRY_LEFT], v[TOTAL_BUDGET], s[7], total);
  rise_block(v[CARRY_LEFT], v[CARRY_LAST], s[8], total);
  over_block(v[PF_ACTUAL], v[PF_BUDGET], s[9], total, 800, 100);
  over_block(v[TP_ACTUAL], v[TP_THIS], s[10], total, 800, 100);
  under_block(v[PROC_ACTUAL], v[PROC_BUDGET], s[11], total, 600, 50);
  three_ticks(t[C12A], t[C12A + 1], t[C12A + 2], s[12], total, 100);
  count_block(v[FUNDS], s[13], total);
  four_ticks(t[C14A], t[C14A + 1], t[C14A + 2], t[C14A + 3], s[14], total, 125);
  four_ticks(t[C15A], t[C15A + 1], t[C15A + 2], t[C15A + 3], s[15], total, 75);
  third_ticks(t[C16A], t[C16A + 1], t[C16A + 2], s[16], total);
  third_ticks(t[C17A], t[C17A + 1], t[C17A + 2], s[17], total);
  count_block(v[ASSETS], s[18], total);
  three_ticks(t[C19A], t[C19A + 1], t[C19A + 2], s[19], total, 100);
  tasks_block(v + DONE1, s[20], total);
  benefits_block(v[B1], v[B2], v[B3], v[B4], v[B5], s[21], total);
  satisfaction_block(v[SATISFACTION], s[22], total);

  int32_t *restrict totals = columns->total + at;
  uint8_t *restrict grades = columns->grade + at;
  EACH(i) {
    totals[i] = total[i];
    grades[i] = (uint8_t)grade_of(total[i]);
  }
}
