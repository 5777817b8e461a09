# hearttwin in a container, from the Debian package that scripts/package makes:
#   scripts/package && docker build -t hearttwin .
#   docker run --rm -v "$PWD:/work" hearttwin simulate /usr/share/hearttwin/patients/rodero-01.h5
FROM debian:bookworm-slim
COPY dist/hearttwin_*.deb /tmp/
RUN apt-get update \
    && apt-get install -y --no-install-recommends /tmp/hearttwin_*.deb gmsh \
    && rm -rf /var/lib/apt/lists/* /tmp/hearttwin_*.deb \
    && useradd --create-home heart
USER heart
WORKDIR /work
ENTRYPOINT ["hearttwin"]
CMD ["--help"]
