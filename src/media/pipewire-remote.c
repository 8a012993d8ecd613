/* Sockets to PipeWire: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/pipewire-remote.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib-unix.h>
#include <glib/gstdio.h>

#include "media/media-error.h"

static char *
find_socket (void)
{
  const char *remote = g_getenv ("PIPEWIRE_REMOTE");
  const char *directory = g_getenv ("PIPEWIRE_RUNTIME_DIR");

  if (remote == NULL || *remote == '\0')
    remote = "pipewire-0";
  if (directory == NULL)
    directory = g_get_user_runtime_dir ();

  return g_path_is_absolute (remote) ? g_strdup (remote) : g_build_filename (directory, remote, NULL);
}

int
hearth_pipewire_remote_connect (GError **error)
{
  g_autofree char *path = find_socket ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) cause = NULL;
  int fd = -1;

  socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, &cause);
  if (socket != NULL)
    {
      g_socket_set_blocking (socket, FALSE);
      if (g_socket_connect (socket, address, NULL, &cause))
        fd = fcntl (g_socket_get_fd (socket), F_DUPFD_CLOEXEC, 3);
    }

  if (fd < 0)
    g_set_error (error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_DEVICE,
                 "PipeWire does not answer: %s", cause != NULL ? cause->message : g_strerror (errno));

  return fd;
}

void
hearth_pipewire_remote_close (int fd)
{
  g_autoptr (GError) error = NULL;

  if (!g_close (fd, &error))
    g_debug ("closing a socket to PipeWire: %s", error->message);
}

gboolean
hearth_pipewire_remote_exists (void)
{
  g_autofree char *path = find_socket ();

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

typedef struct
{
  int fd;
  GSource *hangup;
} Remote;

/* The last reference to an element may go on any thread. */
static void
remote_free (gpointer data)
{
  Remote *remote = data;

  g_source_destroy (remote->hangup);
  g_source_unref (remote->hangup);
  hearth_pipewire_remote_close (remote->fd);
  g_free (remote);
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static gboolean
on_hangup (int          fd,
           GIOCondition condition,
           gpointer     user_data)
{
  g_autoptr (GstElement) element = g_weak_ref_get (user_data);

  if (element != NULL)
    GST_ELEMENT_ERROR (element, RESOURCE, FAILED, ("PipeWire has gone"), (NULL));

  return G_SOURCE_REMOVE;
}

void
hearth_pipewire_remote_give (GstElement *element,
                             int         fd)
{
  Remote *remote;
  GWeakRef *weak_ref;

  g_return_if_fail (GST_IS_ELEMENT (element));
  g_return_if_fail (fd >= 0);

  weak_ref = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak_ref, element);

  remote = g_new (Remote, 1);
  remote->fd = fd;
  remote->hangup = g_unix_fd_source_new (fd, G_IO_HUP | G_IO_ERR);
  g_source_set_callback (remote->hangup, G_SOURCE_FUNC (on_hangup), weak_ref, weak_ref_free);
  g_source_attach (remote->hangup, NULL);

  g_object_set (element, "fd", fd, NULL);
  g_object_set_data_full (G_OBJECT (element), "hearth-pipewire-remote", remote, remote_free);
}
