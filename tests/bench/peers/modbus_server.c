/* A Modbus TCP server on libmodbus, on a loopback socket, for clients to be timed against the same
   server. A line on stdin is answered by the port; the end of stdin ends it. */
#include <arpa/inet.h>
#include <modbus/modbus.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
  modbus_t *device = modbus_new_tcp("127.0.0.1", 0);
  modbus_mapping_t *memory = modbus_mapping_new(16, 16, 200, 200);
  for (int i = 0; i < 200; i++) memory->tab_registers[i] = (uint16_t)(3 * i);
  int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  if (bind(listener, (void *)&address, sizeof address) || listen(listener, 16) ||
      getsockname(listener, (void *)&address, &length)) {
    perror("modbus_server");
    return 1;
  }
  fd_set all, ready;
  FD_ZERO(&all);
  FD_SET(listener, &all);
  FD_SET(STDIN_FILENO, &all);
  puts("ready");
  fflush(stdout);

  for (int most = listener;;) {
    ready = all;
    if (select(most + 1, &ready, 0, 0, 0) < 0) return 1;
    for (int fd = 0; fd <= most; fd++) {
      if (!FD_ISSET(fd, &ready)) continue;
      if (fd == STDIN_FILENO) {
        char question[256];
        if (read(fd, question, sizeof question) <= 0) return 0;
        printf("%d\n", ntohs(address.sin_port));
        fflush(stdout);
      } else if (fd == listener) {
        int client = accept(listener, 0, 0);
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        FD_SET(client, &all);
        if (client > most) most = client;
      } else {
        uint8_t request[MODBUS_TCP_MAX_ADU_LENGTH];
        modbus_set_socket(device, fd);
        int size = modbus_receive(device, request);
        if (size > 0) modbus_reply(device, request, size, memory);
        if (size >= 0) continue;
        close(fd);
        FD_CLR(fd, &all);
      }
    }
  }
}
