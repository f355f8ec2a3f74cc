// Times clock_nanosleep() until absolute times, which is the best this computer can do.
// A question is a period in ms and a number of ticks. The answer: the number of ticks, then how late
// each was, in microseconds.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

int main(void) {
  double period_ms;
  int ticks;
  puts("ready");
  fflush(stdout);
  while (scanf("%lf %d", &period_ms, &ticks) == 2) {
    double *late = malloc(ticks * sizeof *late);
    double start = now_us();
    for (int i = 0; i < ticks; i++) {
      double due = start + (i + 1) * period_ms * 1e3;
      struct timespec t;
      t.tv_sec = due / 1e6;
      t.tv_nsec = (due - t.tv_sec * 1e6) * 1e3;
      clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
      late[i] = now_us() - due;
    }
    printf("%d", ticks);
    for (int i = 0; i < ticks; i++) printf(" %.1f", late[i]);
    puts("");
    fflush(stdout);
    free(late);
  }
  return 0;
}
