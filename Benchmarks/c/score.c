// What a program written by hand for this one scheme takes: the limit that others are measured by.
//
//   score e2e IN.csv OUT.csv [THREADS]   from a file of departments to a file of score sheets
//   score mem IN.csv rows|blocks REPS    the same facts in memory, REPS times; nanoseconds a department
//
// It trusts its input: the columns in their order, no quotes, two decimals where the scheme has decimals.
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "blocks.h"
#include "scheme.h"

// ---------------------------------------------------------------- reading and writing rows

// Reads digits past the point, so that two decimals make hundredths; ends behind the separator.
static inline const char *number(const char *p, int64_t *value) {
  bool negative = *p == '-';
  p += negative;
  int64_t x = 0;
  unsigned c;
  while ((c = (unsigned char)*p++) >= '.') {
    if (c != '.') x = x * 10 + (c - '0');
  }
  *value = negative ? -x : x;
  return p;
}

static inline const char *read_row(const char *p, const char **id, int *id_length, Department *department) {
  *id = p;
  while (*p != ',') p++;
  *id_length = (int)(p++ - *id);
  while (*p != ',') p++;
  p++;
  for (int i = 0; i <= ASSETS; i++) p = number(p, &department->number[i]);
  for (int i = 0; i < TICKS; i++, p += 2) department->tick[i] = (uint8_t)(*p - '0');
  for (int i = DONE1; i < NUMBERS; i++) p = number(p, &department->number[i]);
  return p;
}

// The texts of 0.00 to 100.00 with the comma behind them.
static struct {
  char text[7];
  uint8_t length;
} hundredths[10001];

static void make_texts(void) {
  for (int i = 0; i <= 10000; i++) {
    char text[16];
    hundredths[i].length = (uint8_t)sprintf(text, "%d.%02d,", i / 100, i % 100);
    memcpy(hundredths[i].text, text, sizeof hundredths[i].text);
  }
}

static inline char *put(char *q, int value) {
  memcpy(q, &hundredths[value], 8);
  return q + hundredths[value].length;
}

static inline char *write_row(char *q, const char *id, int id_length, const Sheet *sheet) {
  memcpy(q, id, (size_t)id_length);
  q += id_length;
  *q++ = ',';
  for (int i = 1; i <= 22; i++) q = put(q, sheet->score[i]);
  for (int i = 0; i < 4; i++) q = put(q, sheet->section[i]);
  q = put(q, sheet->total);
  memcpy(q, GRADES[sheet->grade], 3);
  q[3] = '\n';
  return q + 4;
}

static const char HEADER[] =
    "id,s1,s2,s3,s4,s5,s6,s7,s8,s9,s10,s11,s12,s13,s14,s15,s16,s17,s18,s19,s20,s21,s22,A,B,C,D,total,grade\n";

// ---------------------------------------------------------------- from file to file

enum { PART = 1 << 20, ROW_MAX = 4096 };

static struct {
  int in, out, threads;
  off_t size, first;
  long next;
  pthread_mutex_t lock;
  pthread_cond_t turn;
} run = {.lock = PTHREAD_MUTEX_INITIALIZER, .turn = PTHREAD_COND_INITIALIZER};

static void write_all(const char *bytes, size_t count) {
  while (count) {
    ssize_t written = write(run.out, bytes, count);
    if (written <= 0) exit(1);
    bytes += written;
    count -= (size_t)written;
  }
}

// Takes every so many-th mebibyte of the file, with the row that crosses its end; writes in turn.
static void *work(void *argument) {
  long part = (long)argument;
  char *buffer = malloc(PART + 2 * ROW_MAX), *out = malloc(PART + 65536);
  for (; run.first + (off_t)part * PART < run.size; part += run.threads) {
    off_t low = run.first + (off_t)part * PART;
    ssize_t count = pread(run.in, buffer, PART + ROW_MAX, low - 1);
    if (count <= 0) exit(1);
    buffer[count] = '\n';
    // One byte back shows whether a row begins exactly here.
    const char *p = (const char *)memchr(buffer, '\n', (size_t)count) + 1;
    const char *end = buffer + (count < PART + 1 ? count : PART + 1);
    char *q = out;
    Department department;
    Sheet sheet;
    while (p < end) {
      const char *id;
      int id_length;
      p = read_row(p, &id, &id_length, &department);
      score_row(&department, &sheet);
      q = write_row(q, id, id_length, &sheet);
    }
    pthread_mutex_lock(&run.lock);
    while (run.next != part) pthread_cond_wait(&run.turn, &run.lock);
    pthread_mutex_unlock(&run.lock);
    write_all(out, (size_t)(q - out));
    pthread_mutex_lock(&run.lock);
    run.next++;
    pthread_cond_broadcast(&run.turn);
    pthread_mutex_unlock(&run.lock);
  }
  free(buffer);
  free(out);
  return NULL;
}

static int file_to_file(const char *in, const char *out, int threads) {
  struct stat status;
  char header[8192];
  run.in = open(in, O_RDONLY);
  run.out = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (run.in < 0 || run.out < 0 || fstat(run.in, &status) != 0) return 1;
  ssize_t count = pread(run.in, header, sizeof header, 0);
  const char *end = count > 0 ? memchr(header, '\n', (size_t)count) : NULL;
  if (!end) return 1;
  run.size = status.st_size;
  run.first = end - header + 1;
  run.threads = threads < 1 ? 1 : threads > 64 ? 64 : threads;
  make_texts();
  write_all(HEADER, sizeof HEADER - 1);
  pthread_t others[64];
  for (long i = 1; i < run.threads; i++) pthread_create(&others[i], NULL, work, (void *)i);
  work(NULL);
  for (int i = 1; i < run.threads; i++) pthread_join(others[i], NULL);
  return 0;
}

// ---------------------------------------------------------------- in memory

static Columns columns;
static int64_t *numbers[NUMBERS];
static char (*ids)[16];
static long count;

static void *column(size_t size) { return aligned_alloc(64, ((size_t)count + BLOCK) / 64 * 64 * size + 64 * size); }

static int load(const char *path) {
  struct stat status;
  int file = open(path, O_RDONLY);
  if (file < 0 || fstat(file, &status) != 0) return 1;
  char *bytes = malloc((size_t)status.st_size + 1);
  ssize_t size = 0, more;
  while ((more = read(file, bytes + size, (size_t)(status.st_size - size))) > 0) size += more;
  close(file);
  for (ssize_t i = 0; i < size; i++) count += bytes[i] == '\n';
  if (count-- < 2) return 1;
  for (int j = 0; j < NUMBERS; j++) {
    numbers[j] = column(sizeof(int64_t));
    columns.number[j] = column(sizeof(double));
  }
  for (int j = 0; j < TICKS; j++) columns.tick[j] = column(1);
  for (int j = 1; j < 23; j++) columns.score[j] = column(sizeof(int16_t));
  columns.total = column(sizeof(int32_t));
  columns.grade = column(1);
  ids = malloc((size_t)count * sizeof *ids);
  const char *p = (const char *)memchr(bytes, '\n', (size_t)size) + 1;
  for (long i = 0; i < count; i++) {
    Department department;
    const char *id;
    int length;
    p = read_row(p, &id, &length, &department);
    snprintf(ids[i], sizeof ids[i], "%.*s", length, id);
    for (int j = 0; j < NUMBERS; j++) {
      numbers[j][i] = department.number[j];
      columns.number[j][i] = (double)department.number[j];
    }
    for (int j = 0; j < TICKS; j++) columns.tick[j][i] = department.tick[j];
  }
  free(bytes);
  return 0;
}

static void score_rows(void) {
  for (long i = 0; i < count; i++) {
    Department department;
    Sheet sheet;
    for (int j = 0; j < NUMBERS; j++) department.number[j] = numbers[j][i];
    for (int j = 0; j < TICKS; j++) department.tick[j] = columns.tick[j][i];
    score_row(&department, &sheet);
    for (int j = 1; j < 23; j++) columns.score[j][i] = (int16_t)sheet.score[j];
    columns.total[i] = sheet.total;
    columns.grade[i] = (uint8_t)sheet.grade;
  }
}

// What is left behind the last whole block is the end of a block that begins earlier.
static void score_blocks(void) {
  if (count < BLOCK) {
    score_rows();
    return;
  }
  long at = 0;
  for (; at + BLOCK <= count; at += BLOCK) score_block(&columns, at);
  if (at < count) score_block(&columns, count - BLOCK);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

// Prints the times, and the sums by which the results are known.
static void report(double *times, int repetitions) {
  uint64_t hash = 0xcbf29ce484222325u;
  long sum = 0, grades[4] = {0};
  for (long i = 0; i < count; i++) {
    char line[64];
    int length = sprintf(line, "%s,%d.%02d\n", ids[i], columns.total[i] / 100, columns.total[i] % 100);
    for (int j = 0; j < length; j++) hash = (hash ^ (unsigned char)line[j]) * 0x100000001b3u;
    sum += columns.total[i];
    grades[columns.grade[i]]++;
  }
  qsort(times, (size_t)repetitions, sizeof *times, ascending);
  printf("n=%ld median=%.1f best=%.1f total_hundredths=%ld fnv1a64=%016lx grades=%ld,%ld,%ld,%ld\n", count,
         times[repetitions / 2], times[0], sum, (unsigned long)hash, grades[0], grades[1], grades[2], grades[3]);
}

static int in_memory(const char *path, bool by_blocks, int repetitions) {
  if (repetitions < 1 || load(path) != 0) return 1;
  double *times = malloc((size_t)repetitions * sizeof *times);
  for (int k = 0; k < repetitions; k++) {
    double start = now();
    if (by_blocks) score_blocks(); else score_rows();
    times[k] = (now() - start) / (double)count;
  }
  report(times, repetitions);
  return 0;
}

int main(int argc, char **argv) {
  if (argc >= 4 && strcmp(argv[1], "e2e") == 0) {
    return file_to_file(argv[2], argv[3], argc > 4 ? atoi(argv[4]) : 1);
  }
  if (argc == 5 && strcmp(argv[1], "mem") == 0) {
    return in_memory(argv[2], strcmp(argv[3], "blocks") == 0, atoi(argv[4]));
  }
  fputs("usage: score e2e IN OUT [THREADS] | score mem IN rows|blocks REPS\n", stderr);
  return 2;
}
