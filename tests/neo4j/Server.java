import java.nio.file.Path;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.configuration.ssl.ClientAuth;
import org.neo4j.configuration.ssl.SslPolicyConfig;
import org.neo4j.configuration.ssl.SslPolicyScope;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/**
 * Runs Neo4j Community for the tests: java -cp "lib/*" Server.java HOME PORT; ends when its standard input does.
 * HOME/certificates holds server.key and server.crt: the one port speaks with TLS and without, as the client likes.
 */
public class Server {
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        SocketAddress address = new SocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
        SslPolicyConfig encryption = SslPolicyConfig.forScope(SslPolicyScope.BOLT);
        DatabaseManagementService server = new DatabaseManagementServiceBuilder(home)
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, address)
                .setConfig(BoltConnector.advertised_address, address)
                .setConfig(BoltConnector.encryption_level, BoltConnector.EncryptionLevel.OPTIONAL)
                .setConfig(encryption.enabled, true)
                .setConfig(encryption.base_directory, home.resolve("certificates"))
                .setConfig(encryption.private_key, Path.of("server.key"))
                .setConfig(encryption.public_certificate, Path.of("server.crt"))
                .setConfig(encryption.client_auth, ClientAuth.NONE)
                .setConfig(GraphDatabaseSettings.auth_enabled, true)
                .build();
        while (System.in.read() >= 0) { }
        server.shutdown();
    }
}
