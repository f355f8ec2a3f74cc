/* Answers SCPI queries on a loopback socket, for clients to be timed against the same server:
   MEAS:VOLT? by a number, CURV:I16? and CURV:F32? by a block of 4 MiB, little end first.
   A line on stdin is answered by the port; the end of stdin ends it. */
#define _GNU_SOURCE /* accept4 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define BLOCK_BYTES 4194304

typedef struct {
  int fd;
  size_t held;
  char line[4096];
} Client;

static char *block_of(int is_float) {
  char *block = malloc(9 + BLOCK_BYTES + 1);
  memcpy(block, "#74194304", 9);
  for (size_t i = 0; is_float && i < BLOCK_BYTES / 4; i++) {
    float value = (float)(i % 1000) * 0.001f;
    memcpy(block + 9 + 4 * i, &value, 4);
  }
  for (size_t i = 0; !is_float && i < BLOCK_BYTES / 2; i++) {
    int16_t value = (int16_t)(i % 30000);
    memcpy(block + 9 + 2 * i, &value, 2);
  }
  block[9 + BLOCK_BYTES] = '\n';
  return block;
}

static void send_all(int fd, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = write(fd, bytes, count);
    if (sent < 0 && errno == EAGAIN) {
      struct pollfd room = {fd, POLLOUT, 0};
      if (poll(&room, 1, 5000) <= 0) return;
    } else if (sent < 0) {
      return;
    } else {
      bytes += sent;
      count -= (size_t)sent;
    }
  }
}

int main(void) {
  signal(SIGPIPE, SIG_IGN);
  char *int16 = block_of(0), *float32 = block_of(1);
  int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  if (bind(listener, (void *)&address, sizeof address) || listen(listener, 64) ||
      getsockname(listener, (void *)&address, &length)) {
    perror("scpi_server");
    return 1;
  }
  int waiting = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = &listener};
  epoll_ctl(waiting, EPOLL_CTL_ADD, listener, &event);
  event.data.ptr = NULL;
  epoll_ctl(waiting, EPOLL_CTL_ADD, STDIN_FILENO, &event);
  puts("ready");
  fflush(stdout);

  for (;;) {
    struct epoll_event ready[64];
    int count = epoll_wait(waiting, ready, 64, -1);
    for (int i = 0; i < count; i++) {
      if (ready[i].data.ptr == NULL) {
        char question[256];
        if (read(STDIN_FILENO, question, sizeof question) <= 0) return 0;
        printf("%d\n", ntohs(address.sin_port));
        fflush(stdout);
        continue;
      }
      if (ready[i].data.ptr == &listener) {
        Client *client = calloc(1, sizeof *client);
        client->fd = accept4(listener, 0, 0, SOCK_NONBLOCK);
        setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        event.data.ptr = client;
        epoll_ctl(waiting, EPOLL_CTL_ADD, client->fd, &event);
        continue;
      }
      Client *client = ready[i].data.ptr;
      ssize_t got =
          read(client->fd, client->line + client->held, sizeof client->line - client->held);
      if (got < 0 && errno == EAGAIN) continue;
      if (got <= 0) {
        close(client->fd);
        free(client);
        continue;
      }
      client->held += (size_t)got;
      char *line = client->line, *last = line + client->held, *end;
      while ((end = memchr(line, '\n', (size_t)(last - line)))) {
        size_t size = (size_t)(end - line);
        if (size > 0 && line[size - 1] == '\r') size--;
        if (size == 10 && !memcmp(line, "MEAS:VOLT?", 10)) {
          send_all(client->fd, "+1.234500E+00\n", 14);
        } else if (size == 9 && !memcmp(line, "CURV:I16?", 9)) {
          send_all(client->fd, int16, 9 + BLOCK_BYTES + 1);
        } else if (size == 9 && !memcmp(line, "CURV:F32?", 9)) {
          send_all(client->fd, float32, 9 + BLOCK_BYTES + 1);
        } else if (size == 5 && !memcmp(line, "*IDN?", 5)) {
          send_all(client->fd, "ACME,DMM,SN0001,1.0\n", 20);
        }
        line = end + 1;
      }
      client->held = (size_t)(last - line);
      memmove(client->line, line, client->held);
      if (client->held == sizeof client->line) client->held = 0;
    }
  }
}
